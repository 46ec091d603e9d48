/** A person's own data: every movement page by page, a copy to take away, and erasing it all. */
import { readFile } from 'node:fs/promises';
import { callApi, expect, joinQuietly, telegramButton, test } from '../product/fixtures.ts';
import { buyOften, goBack, openPhone } from '../product/phone.ts';

test('history comes in pages down to the first gift', async ({ page, demo, control, newPerson }) => {
  const person = await newPerson({ firstName: 'Инна' });
  const customerId = await joinQuietly(demo, control, person);
  await buyOften(demo, customerId, 34);
  // 34 purchases, the welcome and the gift of the level that they reach, which comes a moment later.
  const written = async () =>
    (await callApi(demo, 'GET', `/v1/customers/${customerId}/entries?limit=100`)).body.items.length;
  await expect.poll(written, { timeout: 20_000 }).toBe(36);
  const phone = await openPhone(page, demo, person);
  const pages: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/me/entries')) pages.push(request.url());
  });
  await phone.getByRole('link', { name: 'Вся история' }).click();
  await expect(phone.getByRole('heading', { name: 'История' })).toBeVisible();
  await expect(phone.locator('.entry').first()).toBeVisible();
  // The sentinel near the end of the list asks for more by itself.
  await phone.locator('.entry').last().scrollIntoViewIfNeeded();
  await expect(phone.getByText('Это всё, с самого начала')).toBeVisible();
  await expect(phone.locator('.entry')).toHaveCount(36);
  expect(pages.length).toBe(2);
  expect(pages[1]).toContain('cursor=');
  await goBack(page);
  await expect(phone.getByRole('heading', { name: 'Последние движения' })).toBeVisible();
});

test('a person takes a copy of their data, erases it and may come back', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Аглая' });
  const customerId = await joinQuietly(demo, control, person);
  await buyOften(demo, customerId, 1);
  const phone = await openPhone(page, demo, person);
  await phone.getByRole('link', { name: 'Профиль' }).click();
  await phone.getByRole('link', { name: 'Данные и конфиденциальность' }).click();

  await test.step('the copy holds the profile, the points, the purchases and the consents', async () => {
    const saving = page.waitForEvent('download');
    await phone.getByRole('button', { name: 'Скачать мои данные' }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(/^.+-\d{4}-\d{2}-\d{2}\.json$/);
    const data = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(data).toMatchObject({
      profile: { id: customerId, firstName: 'Аглая', telegramId: person.personId },
      wallet: { available: 110 },
      purchases: [{ totalMinor: 20_000 }],
    });
    expect(data.entries).toHaveLength(2);
    expect(data.consents).toContainEqual(expect.objectContaining({ kind: 'rules', granted: true }));
    await expect(phone.getByRole('button', { name: 'Скопировать данные' })).toBeVisible();
  });

  await test.step('erasing says what is lost and needs a deliberate yes', async () => {
    await phone.getByRole('button', { name: 'Удалить мои данные' }).click();
    const sheet = phone.getByRole('dialog');
    await expect(sheet).toContainText(/110\s*зёрен/);
    await expect(sheet.getByRole('button', { name: 'Удалить навсегда' })).toBeDisabled();
    await sheet.getByRole('switch', { name: 'Понимаю, что это навсегда' }).check();
    await sheet.getByRole('button', { name: 'Удалить навсегда' }).click();
    await expect(phone.getByRole('heading', { name: 'Данные удалены' })).toBeVisible();
  });

  await test.step('the till finds nobody', async () => {
    expect(await callApi(demo, 'GET', `/v1/customers?telegramId=${person.personId}`)).toMatchObject({
      status: 404,
    });
  });

  await test.step('coming back starts from joining', async () => {
    await page.getByRole('toolbar').getByRole('button', { name: 'Открыть заново' }).click();
    await telegramButton(page, 'Принять и вступить').click();
    // The welcome gift is given once for ever.
    await expect(phone.locator('.card-count')).toHaveText('0');
    const found = await callApi(demo, 'GET', `/v1/customers?telegramId=${person.personId}`);
    expect(found.status).toBe(200);
    expect(found.body.id).not.toBe(customerId);
  });
});
