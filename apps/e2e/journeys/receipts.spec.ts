/** Receipts: a photo becomes points by itself, one without a code by the eyes of staff, and the person hears of both. */
import type { FrameLocator } from '@playwright/test';
import sharp from 'sharp';
import { drawQr } from '../product/draw-qr.ts';
import { expect, joinQuietly, telegramButton, test } from '../product/fixtures.ts';
import { expectAccessible, expectNoSidewaysScroll, openPhone } from '../product/phone.ts';
import { signIn } from '../product/staff.ts';

/** Of the demo's first shop. */
const ownDrive = '9282440300669857';

/** A receipt of ten minutes ago, in Moscow's time. */
function receiptText(sum: string, fields: { n?: string } = {}): string {
  const at = new Date(Date.now() - 600_000)
    .toLocaleString('sv-SE', { timeZone: 'Europe/Moscow' })
    .replaceAll(/[-:]/g, '')
    .replace(' ', 'T');
  const number = () => String(Math.floor(1 + Math.random() * 4_000_000_000));
  return `t=${at}&s=${sum}&fn=${ownDrive}&i=${number()}&fp=${number()}&n=${fields.n ?? '1'}`;
}

async function photoOf(text: string) {
  const code = await sharp(await drawQr(text))
    .resize(420)
    .toBuffer();
  const buffer = await sharp({ create: { width: 1_100, height: 1_300, channels: 3, background: '#8a7460' } })
    .composite([{ input: code, left: 330, top: 500 }])
    .rotate(3, { background: '#8a7460' })
    .jpeg()
    .toBuffer();
  return { name: 'receipt.jpg', mimeType: 'image/jpeg', buffer };
}

/** A picture that no other run has sent. */
async function plainPhoto() {
  const noise = { type: 'gaussian', mean: 200, sigma: 12 } as const;
  const buffer = await sharp({ create: { width: 500, height: 700, channels: 3, noise, background: '#fff' } })
    .jpeg()
    .toBuffer();
  return { name: 'receipt.jpg', mimeType: 'image/jpeg', buffer };
}

/** The home screen still grows while it is pressed: a press that missed is made again. */
async function openReceipts(phone: FrameLocator): Promise<void> {
  await expect(async () => {
    await phone.getByRole('link', { name: 'Отправить чек' }).click({ timeout: 3_000 });
    await expect(phone.getByRole('heading', { name: 'Чеки' })).toBeVisible({ timeout: 3_000 });
  }).toPass();
}

test('a photo of a receipt becomes points; the same receipt again does not', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson();
  await joinQuietly(demo, control, person);
  const phone = await openPhone(page, demo, person);
  await openReceipts(phone);
  await expect(phone.getByText('Чеков пока нет')).toBeVisible();
  await expectAccessible(page);

  const photo = await photoOf(receiptText('1000.00'));
  const gallery = phone.getByLabel('Выбрать фото чека').locator('visible=false').last();
  await gallery.setInputFiles(photo);
  await expect(phone.getByText('Начислили 30 зёрен').first()).toBeVisible();
  await expect(phone.getByText('принят').first()).toBeVisible();

  await gallery.setInputFiles({ ...photo, name: 'again.jpg' });
  await expect(phone.getByRole('alert')).toContainText('Этот чек уже учтён');
  await expectAccessible(page);
  await telegramButton(page, /^Назад$/).click();
  await expect(phone.getByText('130').first()).toBeVisible();
});

test('Telegram’s scanner reads a receipt, and says what a wrong one is', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson();
  await joinQuietly(demo, control, person);
  const phone = await openPhone(page, demo, person, { width: 320 });
  await openReceipts(phone);
  const scan = async (text: string) => {
    await telegramButton(page, 'Сканировать код чека').click();
    await page.getByLabel('Текст кода').fill(text);
    await page.getByRole('button', { name: 'Применить' }).click();
  };
  await scan(receiptText('500.00', { n: '2' }));
  await expect(phone.getByRole('alert')).toContainText('Это чек возврата');
  await scan(receiptText('500.00'));
  await expect(phone.getByText('Начислили 15 зёрен').first()).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('staff read a plain photo, approve one and refuse another by keys; the chat tells', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const firstName = `Чек${Date.now() % 100_000}`;
  const person = await newPerson({ firstName });
  await joinQuietly(demo, control, person);
  for (let sent = 0; sent < 2; sent++) {
    const { buffer, mimeType } = await plainPhoto();
    const photo = { dataBase64: buffer.toString('base64'), contentType: mimeType };
    const { messageId } = await control.sendPhoto({ ...person, photo, caption: '' });
    await control.waitForMessage({ ...person, afterMessageId: messageId, contains: 'посмотрит сотрудник' });
  }

  await signIn(page, demo);
  await page.goto(`${demo.adminUrl}${demo.brandSlug}/receipts`);
  const own = page.getByRole('list', { name: 'Чеки' }).getByRole('button', { name: firstName });
  await own.first().click();
  await expect(page.getByRole('img', { name: `Фото чека, ${firstName}` })).toBeVisible();

  await test.step('A asks for the sum, and Enter approves', async () => {
    await page.keyboard.press('a');
    const sum = page.getByLabel('Сумма на чеке');
    await expect(sum).toBeFocused();
    await sum.fill('2000');
    await sum.press('Enter');
    await expect(page.getByText('Принято, начислено 60')).toBeVisible();
    await control.waitForMessage({ ...person, afterMessageId: 0, contains: 'принят. Начислили 60' });
  });

  await test.step('R asks why, and the person reads it', async () => {
    await own.first().click();
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Чужой магазин').check();
    await dialog.getByLabel('Сообщение клиенту').fill('Это не мы.');
    await dialog.getByRole('button', { name: 'Отказать' }).click();
    await expect(page.getByText('Отказано, клиент узнает причину')).toBeVisible();
    await control.waitForMessage({ ...person, afterMessageId: 0, contains: 'Это не мы.' });
    await expect(own).toHaveCount(0);
  });

  await test.step('a refusal can be taken back', async () => {
    await page.getByText('Отказано', { exact: true }).click();
    await own.first().click();
    await page.getByLabel('Сумма на чеке').fill('1000');
    await page.getByRole('button', { name: 'Всё-таки принять' }).click();
    await expect(page.getByText('Принято, начислено 30')).toBeVisible();
  });
});
