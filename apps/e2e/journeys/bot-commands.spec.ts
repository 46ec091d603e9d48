/** The bot in the chat: what it answers to each command, and where its buttons lead. */
import jsqr from 'jsqr';
import sharp from 'sharp';
import { callApi, type Demo, expect, joinQuietly, telegramButton, test } from '../product/fixtures.ts';
import { openStaffApi } from '../product/staff.ts';

test('commands of a member, and the buttons under the answers', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ firstName: 'Мирон' });
  const customerId = await joinQuietly(demo, control, person);
  await control.waitForMessage({ ...person, contains: 'Добро пожаловать', timeoutMs: 15_000 });
  const ask = async (text: string) => {
    const { messageId } = await control.sendText({ ...person, text });
    return control.waitForMessage({ ...person, afterMessageId: messageId, timeoutMs: 15_000 });
  };

  await test.step('/card sends a picture whose code works at the till', async () => {
    const reply = await ask('/card');
    expect(reply.kind).toBe('photo');
    expect(reply.text).toMatch(/\d{3}\s\d{3}[\s\S]*100\s*зёрен/);
    const card = await readPicture(demo, reply.file?.url ?? '');
    const found = await callApi(demo, 'GET', `/v1/customers?card=${encodeURIComponent(card)}`);
    expect(found).toMatchObject({ status: 200, body: { id: customerId } });
  });

  await test.step('/stop and /resume change the consent that the shop sees', async () => {
    const readStaff = await openStaffApi(demo);
    const consent = async () => (await readStaff(`/customers/${customerId}`)).marketingConsent;
    expect((await ask('/resume')).text).toContain('Рассылки включены');
    expect(await consent()).toBe(true);
    expect((await ask('/stop')).text).toContain('Рассылки отключены');
    expect(await consent()).toBe(false);
  });

  await test.step('/help, /privacy, /terms and unknown words are answered', async () => {
    expect((await ask('/help')).text).toMatch(/\/card[\s\S]*\/stop[\s\S]*\/privacy/);
    expect((await ask('/privacy')).text.length).toBeGreaterThan(100);
    expect((await ask('/terms')).text.length).toBeGreaterThan(100);
    expect((await ask('а кофе есть?')).text).toContain('/help');
    expect((await ask('/nothing')).text).toContain('/help');
  });

  await test.step('the buttons open the screens they name', async () => {
    await page.goto(`${demo.sandboxUrl}/?person=${person.personId}&bot=zerno_demo_bot&lang=ru`);
    const chat = page.getByRole('main');
    const phone = page.frameLocator('iframe');
    await chat.getByRole('button', { name: 'Открыть целиком' }).last().click();
    await expect(phone.getByRole('heading', { name: 'Правила программы' }).first()).toBeVisible();
    await chat.getByRole('button', { name: 'Показать карту' }).last().click();
    await expect(phone.getByRole('img', { name: 'QR-код вашей карты' })).toBeVisible();
    await chat.getByRole('button', { name: 'Сколько у меня зёрен' }).last().click();
    await expect(phone.locator('.card-count')).toHaveText(/100/);
  });
});

test('a stranger by a link is greeted in their language, led to joining, and remembered by the link', async ({
  page,
  demo,
  control,
  newPerson,
}) => {
  const person = await newPerson({ language: 'en', firstName: 'Grace' });
  const start = await control.startBot({ ...person, payload: 'window-poster' });
  const hello = await control.waitForMessage({
    ...person,
    afterMessageId: start.messageId,
    timeoutMs: 15_000,
  });
  expect(hello.text).toMatch(/Hello, Grace![\s\S]*100\sbeans/);
  expect(hello.inlineKeyboard.flat().map((button) => button.text)).toEqual(['Join']);

  for (const command of ['/card', '/resume']) {
    const { messageId } = await control.sendText({ ...person, text: command });
    const reply = await control.waitForMessage({ ...person, afterMessageId: messageId, timeoutMs: 15_000 });
    expect(reply.text).toContain('Join the programme first');
  }

  await page.goto(`${demo.sandboxUrl}/?person=${person.personId}&bot=zerno_demo_bot&lang=en`);
  await page.getByRole('main').getByRole('button', { name: 'Join' }).first().click();
  await telegramButton(page, 'Accept and join').click();
  await expect(
    page
      .frameLocator('iframe')
      .getByText(/100\s*beans/)
      .first(),
  ).toBeVisible();

  const found = await callApi(demo, 'GET', `/v1/customers?telegramId=${person.personId}`);
  const readStaff = await openStaffApi(demo);
  expect(await readStaff(`/customers/${found.body.id}`)).toMatchObject({
    source: 'window-poster',
    language: 'en',
  });
});

test('a link with startapp opens the card at once', async ({ page, demo, control, newPerson }) => {
  const person = await newPerson({ firstName: 'Савва' });
  await joinQuietly(demo, control, person);
  await page.goto(`${demo.sandboxUrl}/?person=${person.personId}&bot=zerno_demo_bot&lang=ru`);
  await page.getByRole('button', { name: /^Действия/ }).click();
  await page.getByRole('menuitem', { name: 'Открыть ссылку t.me…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Открыть ссылку t.me' });
  await dialog.getByRole('textbox').fill('https://t.me/zerno_demo_bot?startapp=card');
  await dialog.getByRole('button', { name: 'Открыть' }).click();
  const phone = page.frameLocator('iframe');
  await expect(phone.getByRole('img', { name: 'QR-код вашей карты' })).toBeVisible();
  await telegramButton(page, 'Назад').click();
  await expect(phone.locator('.card-count')).toHaveText(/100/);
});

/** Without a browser: the picture itself, as a phone that only shows the chat has it. */
async function readPicture(demo: Demo, path: string): Promise<string> {
  const picture = await fetch(new URL(path, demo.sandboxUrl));
  const { data, info } = await sharp(Buffer.from(await picture.arrayBuffer()))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const found = jsqr.default(new Uint8ClampedArray(data), info.width, info.height);
  if (!found) throw new Error('there is no readable QR in the picture');
  return found.data;
}
