/** The sandbox's own page: making a person, starting the bot, blocking it, channels, and the list of chats. */
import { findBarriers } from '../product/accessible.ts';
import { callApi, expect, joinQuietly, test } from '../product/fixtures.ts';

test('a new person is made in the page, starts the bot with a link and blocks it', async ({ page, demo }) => {
  await page.goto(`${demo.sandboxUrl}/?lang=ru`);
  await page.getByRole('button', { name: 'Новый человек' }).click();
  const form = page.getByRole('dialog', { name: 'Новый человек' });
  const name = `Ульяна${Date.now() % 100_000}`;
  await form.getByLabel('Имя', { exact: true }).fill(name);
  await form.getByRole('button', { name: 'Создать' }).click();
  await expect(form).toBeHidden();

  await page.getByRole('button', { name: 'Начать с параметром' }).click();
  await page.getByLabel('Параметр ссылки').fill('flyer');
  await page.getByRole('button', { name: 'Начать', exact: true }).click();
  const chat = page.getByRole('main');
  await expect(chat.getByText(`Здравствуйте, ${name}!`)).toBeVisible();
  expect(await findBarriers(page, { except: 'iframe' })).toEqual([]);

  await page.getByRole('button', { name: `Действия: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Заблокировать бота' }).click();
  await expect(chat.getByRole('button', { name: 'Разблокировать' })).toBeVisible();
  await expect(chat.getByRole('textbox')).toBeHidden();
  await chat.getByRole('button', { name: 'Разблокировать' }).click();
  await chat.getByRole('textbox', { name: 'Сообщение' }).fill('/help');
  await chat.getByRole('textbox', { name: 'Сообщение' }).press('Enter');
  await expect(chat.getByText('Я храню вашу карту')).toBeVisible();
});

test('a channel is read, joined and left', async ({ page, demo, control, newPerson }) => {
  const person = await newPerson({ firstName: 'Юлия' });
  const title = `Новости зерна ${person.personId}`;
  const channel = await control.createChannel({ title });
  await page.goto(`${demo.sandboxUrl}/?person=${person.personId}&channel=${channel.id}&lang=ru`);
  const pane = page.getByRole('main', { name: title });
  await expect(pane.getByText('Записей пока нет')).toBeVisible();
  await pane.getByRole('button', { name: `Вступить: ${title}` }).click();
  await expect(pane.getByText('1 подписчик')).toBeVisible();
  await pane.getByRole('button', { name: `Выйти: ${title}` }).click();
  await expect(pane.getByText('0 подписчиков')).toBeVisible();
});

test('long last messages stay inside the list of chats', async ({ page, demo, control, newPerson }) => {
  const person = await newPerson({ firstName: 'Евстафий' });
  const customerId = await joinQuietly(demo, control, person);
  const externalId = `list-${person.personId}`;
  const body = { externalId, customerId, totalMinor: 123_400 };
  expect(await callApi(demo, 'POST', '/v1/purchases', body, externalId)).toMatchObject({ status: 201 });
  await control.waitForMessage({ ...person, contains: '61', timeoutMs: 15_000 });
  await page.goto(`${demo.sandboxUrl}/?person=${person.personId}&bot=zerno_demo_bot&lang=ru`);
  const list = page.getByRole('navigation', { name: 'Чаты' });
  const row = list.getByRole('link', { name: /Евстафий.*Начислили/ });
  await expect(row).toBeVisible();
  const [listBox, textBox] = await Promise.all([
    list.boundingBox(),
    row.getByText('Начислили').boundingBox(),
  ]);
  expect((textBox?.x ?? 0) + (textBox?.width ?? 0)).toBeLessThan((listBox?.x ?? 0) + (listBox?.width ?? 0));
});
