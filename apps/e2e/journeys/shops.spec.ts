/** A shop from the panel to the phone: added by the owner, found nearest first, and chosen at the till. */
import { expect, joinQuietly, test } from '../product/fixtures.ts';
import { openPhone } from '../product/phone.ts';
import { openStaffApi, signIn } from '../product/staff.ts';

test('the owner adds a shop; a customer near it sees it first', async ({
  browser,
  page: phonePage,
  demo,
  control,
  newPerson,
}) => {
  const name = `Зерно на углу ${Date.now() % 100_000}`;
  const staff = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } });
  const admin = await staff.newPage();

  await test.step('the form tells what is no place, and the list shows the shop', async () => {
    await signIn(admin, demo);
    await admin.goto(`${demo.adminUrl}${demo.brandSlug}/settings/shops`);
    await admin.getByRole('button', { name: 'Добавить магазин' }).first().click();
    const form = admin.getByRole('dialog');
    await form.getByLabel('Название').fill(name);
    await form.getByLabel('Адрес').fill('Угловая, 1');
    await form.getByLabel('Место на карте').fill('на углу');
    await form.getByRole('button', { name: 'Добавить магазин' }).click();
    await expect(form.getByText(/Не похоже на место/)).toBeVisible();
    await form.getByLabel('Место на карте').fill('55.7000, 37.5000');
    await form.getByRole('switch', { name: 'Показывать часы клиентам' }).check();
    await form.getByRole('button', { name: 'Добавить магазин' }).click();
    await expect(admin.getByRole('row', { name: new RegExp(name) })).toContainText('Ежедневно 09:00–21:00');
  });

  await test.step('on the phone it stands first once the person says where they are', async () => {
    const person = await newPerson({ firstName: 'Глеб' });
    await joinQuietly(demo, control, person);
    const phone = await openPhone(phonePage, demo, person, { language: 'ru' });
    await phone.getByRole('link', { name: 'Магазины' }).click();
    await phone.getByRole('button', { name: 'Показать ближайшие' }).click();
    await phonePage.getByLabel(/Этот телефон находится здесь/).fill('55.7010, 37.5000');
    await phonePage.getByRole('button', { name: 'Разрешить' }).click();
    await expect(phone.getByRole('heading', { name: 'Сначала ближайшие' })).toBeVisible();
    const first = phone.getByRole('link', { name: /Зерно/ }).first();
    await expect(first).toContainText(name);
    await expect(first).toContainText(/110 м/);
    await first.click();
    await expect(phone.getByText('Угловая, 1')).toBeVisible();
    await expect(phone.getByText('09:00–21:00')).toHaveCount(7);
  });

  await test.step('the till asks where one works, and the purchase says it', async () => {
    await admin.goto(`${demo.adminUrl}${demo.brandSlug}/till`);
    await admin.getByRole('button', { name: new RegExp(name) }).click();
    await expect(admin.getByLabel('Код или телефон')).toBeVisible();
    await expect(admin.getByRole('button', { name: `Магазин: ${name}. Выбрать другой` })).toBeVisible();
    await admin.reload();
    await expect(admin.getByRole('button', { name: `Магазин: ${name}. Выбрать другой` })).toBeVisible();
  });

  await test.step('archived, it is gone from the list', async () => {
    await admin.goto(`${demo.adminUrl}${demo.brandSlug}/settings/shops`);
    await admin.getByRole('button', { name: `Действия: ${name}` }).click();
    await admin.getByRole('menuitem', { name: 'В архив' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'В архив' }).click();
    await expect(admin.getByRole('row', { name: new RegExp(name) })).toHaveCount(0);
    const read = await openStaffApi(demo);
    const { items } = await read('/shops');
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ name, isArchived: true })]));
  });
});
