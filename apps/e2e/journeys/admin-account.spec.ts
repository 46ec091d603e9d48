/** One's own account: name, the second step with its codes, and a passkey; each for a person of their own. */
import type { Browser, Page } from '@playwright/test';
import { acceptAs, inviteManager, makePerson, type NewPerson, openOwnBrand } from '../product/admin.ts';
import { type Demo, expect, test } from '../product/fixtures.ts';
import { givePassword, typeCode } from '../product/staff.ts';
import { nextCode } from '../product/totp.ts';

/** Someone new on the staff of a brand of their own, with their account page open. */
async function openAccount(
  browser: Browser,
  demo: Demo,
  name: string,
): Promise<{ page: Page; person: NewPerson; slug: string }> {
  const owner = await browser.newPage({ locale: 'ru-RU' });
  const { slug } = await openOwnBrand(owner, demo, 'Сыроварня');
  const link = await inviteManager(owner, slug);
  await owner.close();
  const page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } });
  const person = makePerson(name);
  await acceptAs(page, link, person);
  await page.goto(`${demo.adminUrl}${slug}/account`);
  await expect(page.getByRole('heading', { name: 'Ваш аккаунт' })).toBeVisible();
  return { page, person, slug };
}

async function signOut(page: Page, person: { name: string }): Promise<void> {
  await page.getByRole('button', { name: new RegExp(person.name) }).click();
  await page.getByRole('menuitem', { name: 'Выйти' }).click();
  await expect(page.getByRole('heading', { name: 'Вход', exact: true })).toBeVisible();
}

test('a name is changed and shown at once', async ({ browser, demo }) => {
  const { page } = await openAccount(browser, demo, 'Лев Орлов');
  await page.getByLabel('Имя', { exact: true }).fill('Лев Николаевич Орлов');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Имя сохранили.')).toBeVisible();
  await expect(page.getByRole('navigation').getByText('Лев Николаевич Орлов')).toBeVisible();
  await page.close();
});

test('the second step: a code works once, a backup code works once', async ({ browser, demo }) => {
  const { page, person } = await openAccount(browser, demo, 'Рита Белова');
  let step = -1;
  const takeCode = async (key: string) => {
    const next = await nextCode(key, step);
    step = next.step;
    return next.code;
  };

  const { key, backupCodes } = await test.step('set up', async () => {
    await page.getByRole('button', { name: 'Включить' }).click();
    await page.getByLabel('Ваш пароль').fill(person.password);
    await page.getByRole('button', { name: 'Продолжить' }).click();
    const shown = await page
      .getByRole('dialog')
      .getByText(/^[A-Z2-7 ]{16,}$/)
      .innerText();
    await typeCode(page, await takeCode(shown));
    await expect(page.getByRole('dialog', { name: 'Резервные коды' })).toBeVisible();
    const text = await page.getByRole('dialog').innerText();
    await page.getByRole('button', { name: 'Коды сохранены' }).click();
    await expect(page.getByText('включён', { exact: true })).toBeVisible();
    return { key: shown, backupCodes: text.match(/[A-Za-z0-9]{5}-[A-Za-z0-9]{5}/g) ?? [] };
  });
  expect(backupCodes.length).toBeGreaterThanOrEqual(8);

  const used = await test.step('sign in with a code', async () => {
    await signOut(page, person);
    await givePassword(page, person);
    await expect(page.getByRole('heading', { name: 'Второй шаг' })).toBeVisible();
    const code = await takeCode(key);
    await typeCode(page, code);
    await expect(page.getByRole('navigation', { name: 'Навигация' })).toBeVisible();
    return code;
  });

  await test.step('the same code is refused, a backup code lets in', async () => {
    await signOut(page, person);
    await givePassword(page, person);
    await typeCode(page, used);
    await expect(page.getByRole('alert')).toContainText('Код не подошёл');
    await page.getByRole('button', { name: 'Нет телефона? Резервный код' }).click();
    await page.getByLabel('Резервный код').fill(backupCodes[0] ?? '');
    await page.getByRole('button', { name: 'Продолжить' }).click();
    await expect(page.getByRole('navigation', { name: 'Навигация' })).toBeVisible();
  });

  await test.step('the backup code is spent', async () => {
    await signOut(page, person);
    await givePassword(page, person);
    await page.getByRole('button', { name: 'Нет телефона? Резервный код' }).click();
    await page.getByLabel('Резервный код').fill(backupCodes[0] ?? '');
    await page.getByRole('button', { name: 'Продолжить' }).click();
    await expect(page.getByRole('alert')).toContainText('Такого резервного кода нет');
  });
  await page.close();
});

test('a passkey is added and signs in without the password', async ({ browser, demo }) => {
  const { page, person } = await openAccount(browser, demo, 'Глеб Нилов');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.getByRole('button', { name: 'Добавить это устройство' }).click();
  await expect(page.getByText(/теперь можно входить с этого устройства без пароля/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Удалить' })).toHaveCount(1);

  await signOut(page, person);
  await page.getByRole('button', { name: 'Войти по ключу доступа' }).click();
  await expect(page.getByRole('navigation', { name: 'Навигация' })).toBeVisible();
  await expect(page.getByRole('navigation').getByText(person.name)).toBeVisible();
  await page.close();
});
