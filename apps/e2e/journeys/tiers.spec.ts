/** Levels from one end to the other: set in the admin, reached at the till, seen on the open phone, kept by staff. */
import { callAsStaff } from '../product/admin.ts';
import { expectAccessible } from '../product/accessible.ts';
import { callApi, expect, joinQuietly, test } from '../product/fixtures.ts';
import {
  expectAccessible as expectPhoneAccessible,
  expectNoSidewaysScroll,
  openPhone,
} from '../product/phone.ts';
import { signIn } from '../product/staff.ts';

test('a marketer adds a level, a purchase lifts somebody into it, and the phone shows it', async ({
  browser,
  page: phonePage,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Савва' });
  const customerId = await joinQuietly(demo, control, person);
  const phone = await openPhone(phonePage, demo, person);
  await expect(phone.getByText('Гость').first()).toBeVisible();
  await expect(phone.getByText(/до уровня «Завсегдатай»/)).toBeVisible();

  const staff = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 900 } });
  const admin = await staff.newPage();
  await signIn(admin, demo);
  const tiersUrl = `/api/admin/brands/${demo.brandSlug}/tiers`;
  const before = (await callAsStaff(admin, 'GET', tiersUrl)).body as { settings: object };

  try {
    await test.step('a fourth level, with a look at who would be in it', async () => {
      await admin.goto(`${demo.adminUrl}${demo.brandSlug}/tiers`);
      await expect(admin.getByRole('link', { name: /человек/ }).first()).toBeVisible();
      await expectAccessible(admin, 'tiers');
      await admin.getByRole('button', { name: 'Добавить уровень' }).click();
      const added = admin.getByRole('region', { name: /^Уровень \d+$/ });
      await added.getByLabel('Название по-английски').fill('Connoisseur');
      await added.getByLabel('От', { exact: true }).fill('150000');
      await added.getByLabel('Баллы за покупки').fill('2');
      await added.getByLabel('Подарок за уровень').fill('500');
      await added.getByLabel('Название по-русски').fill('Знаток');
      await expect(admin.getByText('0 человек поднимутся')).toBeVisible();
      await admin.getByRole('button', { name: 'Сохранить', exact: true }).click();
      await expect(admin.getByText('Сохранили. Пересчитываем всех по новым уровням.')).toBeVisible();
    });

    await test.step('one large order lifts the person at once', async () => {
      await expect(admin.getByText('Пересчитываем всех по новым уровням…')).toHaveCount(0, {
        timeout: 20_000,
      });
      const order = { externalId: `tier-${customerId}`, customerId, totalMinor: 16_000_000 };
      const sold = await callApi(demo, 'POST', '/v1/purchases', order, order.externalId);
      expect(sold.status).toBe(201);
      await expect(phone.getByText('Знаток').first()).toBeVisible();
      await control.waitForMessage({ ...person, contains: 'Знаток', timeoutMs: 15_000 });
    });

    await test.step('all levels are one tap away', async () => {
      await phone.getByRole('link', { name: /Знаток/ }).click();
      await expect(phone.getByRole('heading', { name: 'Уровни' })).toBeVisible();
      await expect(phone.getByText('Высший уровень')).toBeVisible();
      await expect(phone.getByText('Овсяное молоко без доплаты').first()).toBeVisible();
      await expectNoSidewaysScroll(phonePage);
      await expectPhoneAccessible(phonePage);
    });

    await test.step('staff see it with its history, and give another one by hand', async () => {
      await admin.goto(`${demo.adminUrl}${demo.brandSlug}/customers/${customerId}`);
      await expect(admin.getByTestId('tier')).toContainText('Знаток');
      await expect(admin.getByText(/набран/).first()).toBeVisible();
      await admin.getByRole('button', { name: 'Изменить', exact: true }).click();
      await admin.getByLabel('Причина').fill('Друг дома');
      await admin.getByRole('button', { name: 'Дать уровень' }).click();
      await expect(admin.getByText(/Дан вручную: Друг дома/)).toBeVisible();
      await admin.getByRole('button', { name: 'Забрать' }).click();
      await admin.getByRole('dialog').getByRole('button', { name: 'Забрать' }).click();
      await expect(admin.getByText(/Дан вручную: Друг дома/)).toHaveCount(0);
    });
  } finally {
    // Other journeys find the demo's own levels.
    const { version } = (await callAsStaff(admin, 'GET', tiersUrl)).body as { version: number };
    const body = { baseVersion: version, settings: before.settings, keepReachedUntil: null };
    expect((await callAsStaff(admin, 'PUT', tiersUrl, body)).status).toBe(200);
  }
  await staff.close();
});
