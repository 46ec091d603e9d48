/** People and keys of a brand: an invited cashier sees only a cashier's work, a key ends at once, the log tells it all. */
import { acceptAs, callAsStaff, makePerson, openOwnBrand } from '../product/admin.ts';
import { expect, test } from '../product/fixtures.ts';

test('an invited cashier sees the till, customers and purchases, and is refused elsewhere', async ({
  page,
  browser,
  demo,
}) => {
  const { slug, name } = await openOwnBrand(page, demo, 'Чайная');
  await page.goto(`${demo.adminUrl}${slug}/settings/staff`);
  await page.getByRole('button', { name: 'Пригласить' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Кассир/ }).check();
  await dialog.getByRole('button', { name: 'Создать ссылку' }).click();
  const link = await dialog.getByText(/\/admin\/invitations\//).innerText();
  await dialog.getByRole('button', { name: 'Готово' }).click();
  await expect(page.getByRole('table', { name: 'Приглашения' })).toContainText('действует');

  const cashier = makePerson('Мира Соколова');
  const context = await browser.newContext({ locale: 'ru-RU' });
  const till = await context.newPage();
  await test.step('a new person accepts it', async () => {
    await till.goto(link);
    await expect(till.getByRole('heading', { name: `Вас зовут в «${name}»` })).toBeVisible();
    await acceptAs(till, link, cashier);
    await expect(till).toHaveURL(new RegExp(`/${slug}/till$`));
    const links = till.getByRole('navigation', { name: 'Навигация' }).getByRole('link');
    await expect(links).toHaveText(['Клиенты', 'Касса', 'Покупки', 'Купоны', 'Магазины']);
  });

  await test.step('other pages and other routes are closed', async () => {
    for (const path of ['today', 'programme', 'settings/brand', 'settings/staff', 'settings/audit']) {
      await till.goto(`${demo.adminUrl}${slug}/${path}`);
      await expect(till.getByRole('heading', { name: 'Такой страницы нет' })).toBeVisible();
    }
    await till.goto(`${demo.adminUrl}zerno/till`);
    await expect(till.getByRole('heading', { name: 'Этот бренд вам не открыт' })).toBeVisible();
    const brand = `/api/admin/brands/${slug}`;
    const refused = await Promise.all([
      callAsStaff(till, 'GET', `${brand}/today?period=today`),
      callAsStaff(till, 'GET', `${brand}/staff`),
      callAsStaff(till, 'GET', `${brand}/audit`),
      callAsStaff(till, 'GET', '/api/admin/brands/zerno/purchases'),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 404]);
  });

  await test.step('the link works once', async () => {
    const late = await browser.newPage();
    await late.goto(link);
    await expect(late.getByRole('heading', { name: 'Приглашение не действует' })).toBeVisible();
    await late.close();
  });

  await test.step('removed from the staff, the open page loses its access', async () => {
    await page.reload();
    await page.getByRole('button', { name: `Действия: ${cashier.name}` }).click();
    await page.getByRole('menuitem', { name: 'Убрать из команды' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Убрать из команды' }).click();
    await expect(page.getByRole('row', { name: new RegExp(cashier.email) })).toHaveCount(0);
    await till.goto(`${demo.adminUrl}${slug}/customers`);
    await expect(till.getByRole('heading', { name: 'Этот бренд вам не открыт' })).toBeVisible();
  });
  await context.close();
});

test('a key works until it is revoked, and the log tells who did what', async ({ page, demo }) => {
  const { slug } = await openOwnBrand(page, demo, 'Цветочная');
  await page.goto(`${demo.adminUrl}${slug}/settings/api-keys`);
  await page.getByRole('button', { name: 'Создать ключ' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Создать ключ' }).click();
  await expect(dialog.getByLabel('Название')).toHaveAccessibleDescription(/Заполните это поле/);
  await dialog.getByLabel('Название').fill('Касса на Арбате');
  await dialog.getByRole('button', { name: 'Для кассы' }).click();
  await dialog.getByRole('button', { name: 'Создать ключ' }).click();
  const secret = await dialog.getByText(/^rk_[\w-]+$/).innerText();
  const useKey = async (path: string) => {
    const response = await fetch(`${demo.apiUrl}${path}`, { headers: { authorization: `Bearer ${secret}` } });
    return response.status;
  };

  await test.step('used by a till', async () => {
    expect(await useKey('/v1/customers?telegramId=1')).toBe(404);
    await dialog.getByRole('button', { name: 'Секрет сохранён, закрыть' }).click();
    await page.reload();
    await expect(page.getByRole('row', { name: /Касса на Арбате/ })).not.toContainText('ещё не работал');
  });

  await test.step('revoked: the very next call is refused', async () => {
    await page.getByRole('button', { name: 'Отозвать' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click();
    await expect(page.getByRole('row', { name: /Касса на Арбате/ })).toContainText(/отозван/);
    expect(await useKey('/v1/customers?telegramId=1')).toBe(401);
  });

  await test.step('the log', async () => {
    const path = `/api/admin/brands/${slug}`;
    const published = await callAsStaff(page, 'PUT', `${path}/documents/rules`, {
      text: { ru: 'Новые правила.', en: 'New rules.' },
    });
    expect(published.status).toBe(200);
    await page.goto(`${demo.adminUrl}${slug}/settings/audit`);
    const log = page.getByRole('table', { name: 'Журнал' });
    for (const act of ['Создан бренд', 'Создан ключ API', 'Отозван ключ API', 'Опубликован документ'])
      await expect(log.getByRole('row', { name: new RegExp(act) })).toHaveCount(1);
    await expect(log.getByRole('row', { name: /Опубликован документ/ })).toContainText('Правила программы');
    await expect(log.getByRole('row', { name: /Отозван ключ API/ })).toContainText('Касса на Арбате');

    await page.getByRole('combobox', { name: 'Что менялось' }).click();
    await page.getByRole('option', { name: 'Ключи API' }).click();
    await expect(page).toHaveURL(/what=api_key/);
    await expect(log.getByRole('row', { name: /Создан бренд/ })).toHaveCount(0);
    await expect(log.getByRole('row', { name: /ключ API/ })).toHaveCount(2);
  });
});
