/** A till reserves points, is paid, and confirms; the customer watches it happen on their open screen. */
import { callApi, expect, joinQuietly, openMiniApp, test } from '../product/fixtures.ts';

test('held points leave the balance, say where they are, and come back', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson();
  const customerId = await joinQuietly(demo, control, person);
  const phone = await openMiniApp(page, demo, person);
  await expect(phone.getByText(/^100\s*зёрен$/).first()).toBeVisible();

  const number = `table-${person.personId}`;
  const bill = { externalId: number, customerId, totalMinor: 20_000, redeemPoints: 60 };
  const held = await callApi(demo, 'POST', '/v1/holds', bill, number);
  expect([held.status, held.body.wallet]).toEqual([201, { available: 40, pending: 0, held: 60 }]);
  await expect(phone.getByText(/^Отложено для покупки: 60\s*зёрен$/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('held.png') });

  const path = `/v1/holds/${held.body.id}/confirm`;
  const paid = await callApi(demo, 'POST', path, { totalMinor: 10_000 }, `${number}-paid`);
  expect([paid.status, paid.body.redeemedPoints]).toEqual([201, 30]);
  await expect(phone.getByText(/^Отложено/)).toBeHidden();
  await expect(phone.getByText(/Списали 30\s*зёрен: оплата покупки на 100\s*₽/).first()).toBeVisible();

  // Nobody confirms this one: its second passes and the points come back by themselves.
  const short = { ...bill, externalId: `${number}-b`, redeemPoints: 5, expiresInSeconds: 1 };
  const left = await callApi(demo, 'POST', '/v1/holds', short, `${number}-b`);
  expect(left.body.wallet.held).toBe(5);
  await expect(async () => {
    const now = await callApi(demo, 'GET', `/v1/holds/${left.body.id}`);
    expect(now.body).toMatchObject({ state: 'timed_out', wallet: { held: 0 } });
  }).toPass({ timeout: 15_000 });
});
