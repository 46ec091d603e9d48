/** A forgotten password and a lost phone: the owner helps with a link and by taking the second step away. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../product/accessible.ts';
import {
  acceptAs,
  callAsStaff,
  inviteManager,
  makePerson,
  type NewPerson,
  openOwnBrand,
} from '../product/admin.ts';
import { expect, test } from '../product/fixtures.ts';
import { givePassword, typeCode } from '../product/staff.ts';
import { nextCode } from '../product/totp.ts';

/** Switches two steps on as the account page does; answers the key and the step of the code that was used. */
async function addTwoSteps(page: Page, { password }: NewPerson): Promise<{ key: string; step: number }> {
  const enabled = await callAsStaff(page, 'POST', '/api/auth/two-factor/enable', { password });
  expect(enabled).toMatchObject({ status: 200, body: { totpURI: expect.any(String) } });
  const { totpURI } = enabled.body as { totpURI: string };
  const key = new URL(totpURI).searchParams.get('secret') ?? '';
  const { code, step } = await nextCode(key);
  const verified = await callAsStaff(page, 'POST', '/api/auth/two-factor/verify-totp', { code });
  expect(verified.status).toBe(200);
  return { key, step };
}

test('the owner makes a link for a new password, and later takes a lost second step away', async ({
  page,
  browser,
  demo,
}) => {
  const { slug } = await openOwnBrand(page, demo, 'Сырная');
  const invitation = await inviteManager(page, slug);
  const person = makePerson('Яна Ветрова');
  const password = 'rye-and-caraway-34';
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } });
  const theirs = await context.newPage();
  await acceptAs(theirs, invitation, person);
  const { key, step } = await addTwoSteps(theirs, person);
  const navigation = theirs.getByRole('navigation', { name: 'Навигация' });

  await test.step('the sign-in says what to do', async () => {
    await callAsStaff(theirs, 'POST', '/api/auth/sign-out', {});
    await theirs.goto(demo.adminUrl);
    await theirs.getByRole('button', { name: 'Забыли пароль?' }).click();
    await expect(theirs.getByRole('heading', { name: 'Забыли пароль?' })).toBeVisible();
    await expect(theirs.getByText('pnpm staff:reset-link')).toBeVisible();
    await expectAccessible(theirs, 'the way out');
    await theirs.getByRole('button', { name: 'Вернуться ко входу' }).click();
    await expect(theirs.getByLabel('Пароль', { exact: true })).toBeVisible();
  });

  const link = await test.step('the owner makes the link', async () => {
    await page.goto(`${demo.adminUrl}${slug}/settings/staff`);
    await page.getByRole('button', { name: `Действия: ${person.name}` }).click();
    await page.getByRole('menuitem', { name: 'Новый пароль' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Второй шаг входа и ключи доступа останутся.');
    await dialog.getByRole('button', { name: 'Создать ссылку' }).click();
    await expect(dialog.getByRole('button', { name: 'Скопировать' })).toBeVisible();
    const made = await dialog.getByText(/\/admin\/reset-password\//).innerText();
    await dialog.getByRole('button', { name: 'Готово' }).click();
    return made;
  });

  await test.step('the person sets a password; the link works once, the second step stays', async () => {
    await theirs.goto(link);
    await expect(theirs.getByText(person.email)).toBeVisible();
    await expectAccessible(theirs, 'the new password');
    const field = theirs.getByLabel('Новый пароль', { exact: true });
    await field.fill('short');
    await theirs.getByRole('button', { name: 'Сохранить пароль' }).click();
    await expect(field).toHaveAccessibleDescription(/нужно не меньше 10/);
    await field.fill(password);
    await theirs.getByRole('button', { name: 'Сохранить пароль' }).click();
    await expect(theirs.getByRole('heading', { name: 'Новый пароль сохранён' })).toBeVisible();
    await theirs.goto(link);
    await expect(theirs.getByRole('heading', { name: 'Ссылка не действует' })).toBeVisible();
    await theirs.getByRole('link', { name: 'Перейти ко входу' }).click();

    await givePassword(theirs, { email: person.email, password });
    await expect(theirs.getByRole('heading', { name: 'Второй шаг' })).toBeVisible();
    const { code } = await nextCode(key, step);
    await typeCode(theirs, code);
    await expect(navigation).toBeVisible();
  });

  await test.step('the owner takes the second step away, and the password alone is enough', async () => {
    await page.getByRole('button', { name: `Действия: ${person.name}` }).click();
    await page.getByRole('menuitem', { name: 'Убрать второй шаг входа' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Убрать второй шаг входа' }).click();
    const row = page.getByRole('row', { name: new RegExp(person.email) });
    await expect(row).toContainText('Только пароль');
    await theirs.goto(demo.adminUrl);
    await givePassword(theirs, { email: person.email, password });
    await expect(navigation).toBeVisible();
  });

  await test.step('the log tells it, and by whom', async () => {
    await page.goto(`${demo.adminUrl}${slug}/settings/audit`);
    const log = page.getByRole('table', { name: 'Журнал' });
    for (const act of ['Создана ссылка для нового пароля', 'Задан новый пароль', 'Убран второй шаг'])
      await expect(log.getByRole('row', { name: new RegExp(act) })).toHaveCount(1);
    await page.getByRole('combobox', { name: 'Кто менял' }).click();
    await page.getByRole('option', { name: person.name }).click();
    await expect(log.getByRole('row', { name: /Создана ссылка/ })).toHaveCount(0);
    await expect(log.getByRole('row', { name: /Задан новый пароль/ })).toHaveCount(1);
  });
  await context.close();
});
