/** The whole loop: the card is scanned at the till, points arrive on the open phone, are spent, and a refund takes back what it must. */
import { expect, joinQuietly, openMiniApp, telegramButton, test } from '../product/fixtures.ts';
import { readQr } from '../product/read-qr.ts';
import { signIn } from '../product/staff.ts';

test('a purchase, a part-payment and a refund', async ({
  browser,
  page: phonePage,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Тимофей' });
  await joinQuietly(demo, control, person);
  const phone = await openMiniApp(phonePage, demo, person);
  await expect(phone.locator('.card-count')).toHaveText(/100/);
  await telegramButton(phonePage, 'Показать карту').click();
  const card = await readQr(phone.getByRole('img', { name: 'QR-код вашей карты' }));
  expect(card).toMatch(/^RC1\./);
  await expect(phone.getByTestId('card-code')).toContainText(/\d{3}\s?\d{3}/);

  const staff = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } });
  const till = await staff.newPage();
  await signIn(till, demo, 'cashier@zerno.demo');
  await till.goto(`${demo.adminUrl}${demo.brandSlug}/till`);

  await test.step('the scanned card rings up 450 roubles; the balance changes on the open phone', async () => {
    await till.getByLabel('Код или телефон').fill(card);
    await till.keyboard.press('Enter');
    await expect(till.getByText('Тимофей').first()).toBeVisible();
    await till.keyboard.type('450');
    await till.keyboard.press('Enter');
    await expect(till.getByText('Покупка проведена')).toBeVisible();
    const soldAt = Date.now();
    await expect(phone.getByText(/122/).first()).toBeVisible();
    expect(Date.now() - soldAt, 'milliseconds until the phone shows it').toBeLessThan(10_000);
    await control.waitForMessage({ ...person, contains: '22', timeoutMs: 15_000 });
  });

  await test.step('the used card is refused', async () => {
    await till.getByRole('button', { name: 'Следующий клиент' }).click();
    await till.getByLabel('Код или телефон').fill(card);
    await till.keyboard.press('Enter');
    await expect(till.getByRole('alert')).toContainText('каждая работает один раз');
  });

  await test.step('the next purchase is partly paid with points', async () => {
    await till
      .getByRole('button', { name: /Тимофей/ })
      .first()
      .click();
    await till.keyboard.type('300');
    await till.getByText('Максимум', { exact: true }).click();
    await expect(till.getByRole('button', { name: /Принять 210/ })).toBeVisible();
    await till.keyboard.press('Enter');
    await expect(till.getByText('Покупка проведена')).toBeVisible();
    // 122 less 90 spent, and 10 earned on the 210 paid.
    await expect(phone.getByText(/42/).first()).toBeVisible();
  });

  await test.step('a full refund of it gives back what was spent and takes back what was earned', async () => {
    await till.goto(`${demo.adminUrl}${demo.brandSlug}/purchases`);
    await till
      .getByRole('row', { name: /Тимофей/ })
      .first()
      .click();
    await till.getByRole('button', { name: 'Оформить возврат' }).click();
    await till.getByRole('button', { name: /^Вернуть\s/ }).click();
    await expect(till.getByText('Возврат оформлен')).toBeVisible();
    await expect(phone.getByText(/122/).first()).toBeVisible();
    await control.waitForMessage({ ...person, contains: '122', timeoutMs: 15_000 });
  });
  await staff.close();
});
