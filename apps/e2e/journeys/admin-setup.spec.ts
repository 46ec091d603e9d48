/** A first start: the link that the server prints makes the owner and the brand, once, and leads straight in. */
import { expectAccessible } from '../product/accessible.ts';
import { type EmptyServer, startEmptyServer } from '../product/empty.ts';
import { expect, test } from '../product/fixtures.ts';
import { givePassword } from '../product/staff.ts';

let server: EmptyServer;
test.beforeAll(async () => {
  server = await startEmptyServer();
});
test.afterAll(() => server.stop());

test('the first owner opens the printed link, makes a brand and sees Today', async ({ page, browser }) => {
  const password = 'poppy-seed-and-honey';
  const submit = page.getByRole('button', { name: 'Создать и войти' });

  await test.step('a wrong link says so', async () => {
    await page.goto(`${server.adminUrl}setup/${'x'.repeat(43)}`);
    await expect(page.getByRole('heading', { name: 'Ссылка не открывается' })).toBeVisible();
  });

  await test.step('the printed one asks for owner and brand, and tells what is missing', async () => {
    await page.goto(server.setupLink);
    await expect(page.getByRole('heading', { name: 'Добро пожаловать' })).toBeVisible();
    await expectAccessible(page, 'the setup');
    await submit.click();
    await expect(page.getByLabel('Почта', { exact: true })).toHaveAccessibleDescription(/./);
    await expect(page.getByLabel('Название')).toHaveAccessibleDescription(/Заполните это поле/);
  });

  await test.step('filled in, it leads to Today', async () => {
    await page.getByLabel('Имя', { exact: true }).fill('Ульяна Маковская');
    await page.getByLabel('Почта', { exact: true }).fill('owner@makovka.example');
    await page.getByLabel('Пароль', { exact: true }).fill(password);
    await page.getByLabel('Название').fill('Маковка');
    await expect(page.getByLabel('Адрес')).toHaveValue('makovka');
    await page.getByLabel('1 …').first().fill('мак');
    await page.getByLabel('2 …').first().fill('мака');
    await page.getByLabel('5 …').fill('маков');
    await submit.click();
    await expect(page).toHaveURL(/\/admin\/makovka\/today$/);
    await expect(page.getByRole('heading', { name: 'Сегодня', exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: /Подключите бота/ })).toBeVisible();
  });

  await test.step('the link is spent, and the owner signs in with the password', async () => {
    const late = await browser.newPage({ locale: 'ru-RU' });
    await late.goto(server.setupLink);
    await expect(late.getByRole('heading', { name: 'Ссылка не открывается' })).toBeVisible();
    await late.getByRole('link', { name: 'Перейти ко входу' }).click();
    await givePassword(late, { email: 'owner@makovka.example', password });
    await expect(late).toHaveURL(/\/admin\/makovka\/today$/);
    await late.close();
  });
});
