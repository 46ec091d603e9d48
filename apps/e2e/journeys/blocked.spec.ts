/** Someone who blocked the bot keeps earning, is written to no more, and hears again once they come back. */
import { callApi, expect, joinQuietly, test } from '../product/fixtures.ts';
import { openStaffApi } from '../product/staff.ts';

test('a blocked bot stays silent and speaks again after the block', async ({ demo, control, newPerson }) => {
  const person = await newPerson();
  const customerId = await joinQuietly(demo, control, person);
  const buy = (externalId: string, totalMinor: number) =>
    callApi(demo, 'POST', '/v1/purchases', { externalId, customerId, totalMinor }, externalId);

  await control.waitForMessage({ ...person, contains: '100', timeoutMs: 15_000 });
  await control.blockBot(person);
  const unheard = await buy(`blocked-${person.personId}`, 123_400);
  expect(unheard).toMatchObject({ status: 201, body: { earnedPoints: 61, wallet: { available: 161 } } });

  const readStaff = await openStaffApi(demo);
  await expect
    .poll(async () => JSON.stringify((await readStaff(`/customers/${customerId}`)).messages), {
      timeout: 20_000,
    })
    .toContain('skipped:blocked');

  await control.unblockBot(person);
  await control.startBot(person);
  const heard = await buy(`back-${person.personId}`, 70_000);
  expect(heard).toMatchObject({ status: 201, body: { earnedPoints: 35, wallet: { available: 196 } } });
  await control.waitForMessage({ ...person, contains: '196', timeoutMs: 15_000 });
  const { messages } = await control.readChat(person);
  expect(messages.filter((message) => message.text.includes('161'))).toEqual([]);
});
