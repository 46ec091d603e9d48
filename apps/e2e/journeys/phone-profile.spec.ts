/** The profile on the phone: the number through Telegram's dialog, details, topics and the language, kept at once. */
import { callApi, expect, joinQuietly, telegramButton, test } from '../product/fixtures.ts';
import { openPhone } from '../product/phone.ts';

test('a person shares their number and fills in their profile', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Полина' });
  const customerId = await joinQuietly(demo, control, person);
  const phone = await openPhone(page, demo, person);
  await phone.getByRole('link', { name: 'Профиль' }).click();

  await test.step('declining keeps everything as it was and says so', async () => {
    await phone.getByRole('button', { name: 'Поделиться номером' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Отмена' }).click();
    await expect(phone.getByRole('status').filter({ hasText: 'Номер не передан' })).toBeVisible();
  });

  await test.step('the shared number is shown and finds the person at the till', async () => {
    await phone.getByRole('button', { name: 'Поделиться номером' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Поделиться' }).click();
    await expect(phone.getByText('Номер сохранён')).toBeVisible();
    const digits = String(person.personId % 10_000_000).padStart(7, '0');
    await expect(phone.getByText(/^\+7/)).toBeVisible();
    const found = await callApi(demo, 'GET', `/v1/customers?phone=%2B7999${digits}`);
    expect(found).toMatchObject({ status: 200, body: { id: customerId } });
  });

  await test.step('a typo in the address is told when the field is left, and nothing is lost', async () => {
    await phone.getByLabel('Почта').fill('polina@');
    await phone.getByLabel('Почта').blur();
    await expect(phone.getByRole('alert')).toContainText('опечатка');
    await phone.getByLabel('Почта').fill(`polina.${person.personId}@example.com`);
    await phone.getByLabel('День рождения').fill('1994-03-12');
    await telegramButton(page, 'Сохранить').click();
    await expect(phone.getByText('Сохранили')).toBeVisible();
    await expect(telegramButton(page, 'Сохранить')).toBeHidden();
  });

  await test.step('consent and topics take effect at once', async () => {
    // A switch follows its answer, a moment after the click.
    await phone.getByRole('switch', { name: 'Акции и новости' }).click();
    await expect(phone.getByRole('switch', { name: 'Акции и новости' })).toBeChecked();
    await phone.getByRole('switch', { name: 'Игры и конкурсы' }).click();
    await expect(phone.getByRole('switch', { name: 'Игры и конкурсы' })).not.toBeChecked();
  });

  await test.step('the language changes at once and holds after opening anew', async () => {
    await phone.getByRole('button', { name: 'English' }).click();
    await expect(phone.getByText('About you')).toBeVisible();
    await page.getByRole('toolbar').getByRole('button', { name: 'Открыть заново' }).click();
    await expect(phone.getByText(/100\s*beans/).first()).toBeVisible();
    await phone.getByRole('link', { name: 'Profile' }).click();
    await expect(phone.getByLabel('E-mail')).toHaveValue(`polina.${person.personId}@example.com`);
    await expect(phone.getByLabel('Birthday')).toHaveValue('1994-03-12');
    await expect(phone.getByRole('switch', { name: 'Games and contests' })).not.toBeChecked();
    await expect(phone.getByRole('switch', { name: 'Discounts and offers' })).toBeChecked();
    await expect(phone.getByText(/^\+7/)).toBeVisible();
  });
});

test('where Telegram cannot share numbers, a contact sent to the bot does', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Глеб' });
  await joinQuietly(demo, control, person);
  const phone = await openPhone(page, demo, person);
  await phone.getByRole('link', { name: 'Профиль' }).click();
  await expect(phone.getByRole('button', { name: 'Поделиться номером' })).toBeVisible();
  const { message } = await control.shareContact(person);
  const reply = await control.waitForMessage({
    ...person,
    afterMessageId: message.messageId,
    timeoutMs: 15_000,
  });
  expect(reply.text).toContain('Номер подтверждён');
  await expect(phone.getByText(/^\+7/), 'the open screen learns of it').toBeVisible();
});
