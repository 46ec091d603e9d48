/** Two records of one person become one: by the phone that its owner shares, and by hand in the panel. */
import { randomUUID } from 'node:crypto';
import { callApi, type Demo, expect, joinQuietly, test } from '../product/fixtures.ts';
import { openPhone } from '../product/phone.ts';
import { signIn } from '../product/staff.ts';

/** Someone whom only the till knows, with points of one purchase. */
async function bringToTill(demo: Demo, contact: object): Promise<string> {
  const made = await callApi(demo, 'POST', '/v1/customers', contact);
  expect(made.status).toBe(201);
  const receipt = { externalId: `merge-${randomUUID()}`, customerId: made.body.id, totalMinor: 200_000 };
  const bought = await callApi(demo, 'POST', '/v1/purchases', receipt, randomUUID());
  expect(bought.status).toBe(201);
  return made.body.id;
}

const walletOf = async (demo: Demo, id: string) => (await callApi(demo, 'GET', `/v1/customers/${id}`)).body;

test('points that the till gave to a phone come along when its owner shares it', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Марина' });
  const digits = String(person.personId % 10_000_000).padStart(7, '0');
  const old = await bringToTill(demo, { phone: `+7999${digits}` });
  const customerId = await joinQuietly(demo, control, person);
  const [before, joined] = [await walletOf(demo, old), await walletOf(demo, customerId)];
  const phone = await openPhone(page, demo, person);
  await phone.getByRole('link', { name: 'Профиль' }).click();
  await phone.getByRole('button', { name: 'Поделиться номером' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Поделиться' }).click();
  await expect(phone.getByText('Номер сохранён')).toBeVisible();
  const sum = before.wallet.available + joined.wallet.available;
  await expect.poll(() => walletOf(demo, old)).toMatchObject({ id: customerId, wallet: { available: sum } });
  await page.getByRole('toolbar').getByRole('button', { name: 'Открыть заново' }).click();
  await expect(phone.getByText(new RegExp(`${sum}\\s*зёр`)).first()).toBeVisible();
});

test('staff find the other record, see what comes out and make them one', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Кирилл' });
  const externalId = `crm-${randomUUID()}`;
  const old = await bringToTill(demo, { externalId, firstName: 'Кирилл с кассы' });
  const customerId = await joinQuietly(demo, control, person);
  const [before, joined] = [await walletOf(demo, old), await walletOf(demo, customerId)];
  const sum = before.wallet.available + joined.wallet.available;
  await signIn(page, demo);
  await page.goto(`${demo.adminUrl}${demo.brandSlug}/customers/${old}`);
  await page.getByRole('button', { name: 'Другие действия' }).click();
  await page.getByRole('menuitem', { name: 'Объединить с другой записью' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('Кирилл');
  await dialog
    .getByRole('button', { name: /^Кирилл (?!с кассы)/ })
    .or(dialog.getByText('Кирилл', { exact: true }))
    .first()
    .click();
  const table = dialog.getByRole('table');
  await expect(
    table
      .getByRole('row', { name: /На счёте/ })
      .getByRole('cell')
      .last(),
  ).toContainText(String(sum));
  await expect(
    table
      .getByRole('row', { name: /Внешний номер/ })
      .getByRole('cell')
      .last(),
  ).toHaveText(externalId);
  await dialog.getByRole('button', { name: 'Объединить навсегда' }).click();
  await expect(page.getByText('Записи объединены.')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/customers/${customerId}$`));
  expect(await walletOf(demo, old)).toMatchObject({ id: customerId, externalId, wallet: { available: sum } });
});
