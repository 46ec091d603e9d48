/** The Mini App when something is missing: the network, the live stream, Telegram itself. */
import { callApi, expect, joinQuietly, telegramButton, test } from '../product/fixtures.ts';
import { openPhone } from '../product/phone.ts';

test('a card without a network says how long it holds, ends honestly, and comes back by itself', async ({
  page,
  context,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Лука' });
  await joinQuietly(demo, control, person);
  await page.clock.install();
  const phone = await openPhone(page, demo, person);
  await telegramButton(page, 'Показать карту').click();
  const code = phone.getByTestId('card-code');
  await expect(code).toContainText(/\d{3}\s?\d{3}/);
  const first = await code.textContent();

  await context.setOffline(true);
  await expect(phone.getByText(/Нет связи. Этот код действует ещё \d+ секунд/)).toBeVisible();
  await expect(phone.getByRole('img', { name: 'QR-код вашей карты' })).toBeVisible();

  await page.clock.fastForward(61_000);
  await expect(phone.getByText('Код устарел')).toBeVisible();
  await expect(phone.getByRole('img', { name: 'QR-код вашей карты' })).toBeHidden();

  await context.setOffline(false);
  await expect(phone.getByRole('img', { name: 'QR-код вашей карты' })).toBeVisible();
  expect(await code.textContent()).not.toBe(first);
});

test('without a network a screen that needs one says so and retries', async ({
  page,
  context,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Лев' });
  await joinQuietly(demo, control, person);
  const phone = await openPhone(page, demo, person);
  await expect(phone.locator('.card-count')).toHaveText(/100/);
  // The code of the screen is there; only the server is not.
  await context.route('**/me/entries*', (route) => route.abort());
  await phone.getByRole('link', { name: 'Вся история' }).click();
  await expect(phone.getByRole('alert')).toContainText('Нет связи');
  await context.unroute('**/me/entries*');
  await phone.getByRole('button', { name: 'Повторить' }).click();
  await expect(phone.getByText('Это всё, с самого начала')).toBeVisible();
});

test('where live streams do not pass, points arrive by asking', async ({
  page,
  context,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Ефим' });
  const customerId = await joinQuietly(demo, control, person);
  await context.route('**/me/live', (route) => route.abort());
  const phone = await openPhone(page, demo, person);
  await expect(phone.locator('.card-count')).toHaveText(/100/);
  const externalId = `polled-${person.personId}`;
  const body = { externalId, customerId, totalMinor: 40_000 };
  expect(await callApi(demo, 'POST', '/v1/purchases', body, externalId)).toMatchObject({ status: 201 });
  await expect(phone.locator('.card-count')).toHaveText(/120/);
});

test('points appear on the open phone soon after the till has its answer', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Яна' });
  const customerId = await joinQuietly(demo, control, person);
  const streaming = page.waitForResponse((response) => response.url().includes('/me/live'));
  const phone = await openPhone(page, demo, person);
  await expect(phone.locator('.card-count')).toHaveText(/100/);
  await streaming;
  const externalId = `live-${person.personId}`;
  const body = { externalId, customerId, totalMinor: 40_000 };
  expect(await callApi(demo, 'POST', '/v1/purchases', body, externalId)).toMatchObject({ status: 201 });
  const soldAt = performance.now();
  await expect(phone.locator('.card-count')).toHaveText(/120/);
  const tookMs = Math.round(performance.now() - soldAt);
  console.log(`  on the phone ${tookMs} ms after the till's answer`);
  expect(tookMs).toBeLessThan(15_000);
});

test('outside Telegram the address shows the way in, and an unknown programme is told', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.apiUrl}/app/${demo.brandSlug}/`);
  await expect(page.getByRole('heading', { name: /живёт в Telegram/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Открыть в Telegram' })).toHaveAttribute(
    'href',
    'https://t.me/zerno_demo_bot',
  );
  await expect(page.getByRole('img', { name: /QR-код со ссылкой/ })).toBeVisible();
  await page.goto(`${demo.apiUrl}/app/no-such-programme/`);
  await expect(page.getByRole('heading', { name: 'Такой программы нет' })).toBeVisible();
});
