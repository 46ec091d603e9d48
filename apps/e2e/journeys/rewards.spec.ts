/** From points to a thing in the hand: a reward is made, bought on the phone and used at the till; a code is typed. */
import type { Page } from '@playwright/test';
import { expect, joinQuietly, telegramButton, test } from '../product/fixtures.ts';
import { goBack, openPhone } from '../product/phone.ts';
import { signIn } from '../product/staff.ts';

test('a reward is bought on the phone and redeemed at the till; a code is typed on the phone', async ({
  browser,
  page: phonePage,
  demo,
  control,
  newPerson,
}) => {
  test.setTimeout(240_000);
  const number = Date.now() % 1_000_000;
  const mug = `Кружка ${number}`;
  const shared = `ЛЕТО${number}`;
  const staff = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } });
  const admin = await staff.newPage();
  await signIn(admin, demo);

  await test.step('the owner makes a reward and puts it on sale', async () => {
    await admin.goto(`${demo.adminUrl}${demo.brandSlug}/rewards/new`);
    await admin.getByLabel('Название, по-русски').fill(mug);
    await admin.getByRole('button', { name: 'Сохранить' }).click();
    await expect(admin.getByLabel('Цена одной')).toHaveAttribute('aria-invalid', 'true');
    await admin.getByLabel('Цена одной').fill('60');
    await expect(admin.getByText('Получить за 60 зёрен')).toBeVisible();
    await admin.getByRole('button', { name: 'Сохранить' }).click();
    await expect(admin.getByRole('heading', { level: 1, name: mug })).toBeVisible();
    await admin.getByRole('button', { name: 'Включить' }).click();
    await expect(admin.getByText('Награда доступна клиентам')).toBeVisible();
  });

  const person = await newPerson({ firstName: 'Ульяна' });
  await joinQuietly(demo, control, person);
  const phone = await openPhone(phonePage, demo, person, { language: 'ru' });
  let code = '';

  await test.step('it is found, bought with a confirmation, and its code stands large', async () => {
    await phone.getByRole('link', { name: /Награды/ }).click();
    await phone.getByRole('searchbox', { name: 'Найти награду' }).fill(mug);
    await expect(phone.getByRole('heading', { name: 'Уже хватает' })).toBeVisible();
    await phone.getByRole('link', { name: new RegExp(mug) }).click();
    await expect(phone.getByRole('heading', { name: mug })).toBeVisible();
    await telegramButton(phonePage, /Получить за 60/).click();
    const sheet = phone.getByRole('dialog');
    await expect(sheet).toContainText(/Останется\s*40/);
    await sheet.getByRole('button', { name: /Потратить 60/ }).click();
    await expect(phone.getByRole('img', { name: 'QR-код купона' })).toBeVisible();
    code = await phone.getByTestId('coupon-code').innerText();
    expect(code).toMatch(/^[A-Z0-9-]{10,}$/);
  });

  await test.step('the till checks it, hands it over, and the open phone says so', async () => {
    const till = await openTill(admin, demo);
    await till.getByLabel('Код или телефон').fill(code);
    await till.keyboard.press('Enter');
    const dialog = till.getByRole('dialog', { name: 'Купон' });
    await expect(dialog).toContainText(mug);
    await expect(dialog).toContainText('Ульяна');
    await dialog.getByRole('button', { name: 'Погасить сейчас' }).click();
    await till.getByRole('button', { name: 'Погасить', exact: true }).click();
    await expect(till.getByText(`Выдайте: ${mug}`)).toBeVisible();
    await expect(phone.getByText(/Использован сегодня/)).toBeVisible();
    await till.getByRole('button', { name: 'Следующий клиент' }).click();
    await till.getByLabel('Код или телефон').fill(code);
    await till.keyboard.press('Enter');
    await expect(till.getByRole('alert')).toContainText('Купон уже использован');
  });

  await test.step('a code for everybody is made', async () => {
    await admin.goto(`${demo.adminUrl}${demo.brandSlug}/coupons/pools/new`);
    await admin.getByLabel('один на всех').check();
    await admin.getByLabel('Код', { exact: true }).fill(shared);
    await admin.getByLabel('Название для сотрудников').fill(`Листовка ${number}`);
    await admin.getByLabel('Название для клиента, по-русски').fill('Скидка 10% на всё');
    await admin.getByRole('button', { name: 'Сохранить' }).click();
    await expect(admin.getByRole('heading', { level: 1, name: `Листовка ${number}` })).toBeVisible();
  });

  await test.step('a wrong code is refused in words, the right one becomes a coupon', async () => {
    await goBack(phonePage);
    await goBack(phonePage);
    await phone.getByRole('link', { name: /Мои купоны/ }).click();
    await phone.getByRole('button', { name: 'Ввести код' }).click();
    const sheet = phone.getByRole('dialog');
    await sheet.getByRole('textbox', { name: 'Код' }).fill('НЕТТАКОГО1');
    await sheet.getByRole('button', { name: 'Получить купон' }).click();
    await expect(sheet.getByRole('alert')).toContainText('Код не подошёл');
    await sheet.getByRole('textbox', { name: 'Код' }).fill(shared.toLowerCase());
    await sheet.getByRole('button', { name: 'Получить купон' }).click();
    await expect(phone.getByRole('heading', { name: 'Скидка 10% на всё' })).toBeVisible();
    await expect(phone.getByRole('img', { name: 'QR-код купона' })).toBeVisible();
  });

  await test.step('at the till it takes a tenth off the bill', async () => {
    const own = await phone.getByTestId('coupon-code').innerText();
    await admin.goto(`${demo.adminUrl}${demo.brandSlug}/till`);
    await admin.getByLabel('Код или телефон').fill(own);
    await admin.keyboard.press('Enter');
    await admin.getByRole('dialog').getByRole('button', { name: 'В покупку' }).click();
    await expect(admin.getByText('Ульяна').first()).toBeVisible();
    await admin.keyboard.type('500');
    await expect(admin.getByTestId('coupon')).toContainText('Скидка 10% на всё');
    await admin.getByRole('button', { name: /Принять 450/ }).click();
    await expect(admin.getByText('Покупка проведена')).toBeVisible();
  });
});

/** The owner works everywhere, so the till asks where once. */
async function openTill(page: Page, demo: { adminUrl: string; brandSlug: string }): Promise<Page> {
  await page.goto(`${demo.adminUrl}${demo.brandSlug}/till`);
  await page.getByRole('button', { name: /Зерно на Покровке/ }).click();
  await expect(page.getByLabel('Код или телефон')).toBeVisible();
  return page;
}
