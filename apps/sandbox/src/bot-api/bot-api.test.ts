import { InlineKeyboard, InputFile, Keyboard } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIXEL_PNG_BASE64, startTestSandbox, TEST_TOKEN, type TestSandbox } from '../test-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${sandbox.url}${path}`, init);
const chatId = (): number => sandbox.person.id;
const pixel = (): InputFile => new InputFile(Buffer.from(PIXEL_PNG_BASE64, 'base64'), 'pixel.png');

describe('the frame', () => {
  it('answers getMe to grammY', async () => {
    await expect(sandbox.api.getMe()).resolves.toMatchObject({
      id: 4242,
      is_bot: true,
      username: 'coffee_bot',
    });
  });

  it('takes GET, urlencoded, multipart and JSON, any case, and the test path', async () => {
    const text = encodeURIComponent('a & b');
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] });
    const form = new FormData();
    form.set('chat_id', String(chatId()));
    form.set('text', 'a & b');
    form.set('reply_markup', markup);
    const bodies: [string, RequestInit][] = [
      [
        `/bot${TEST_TOKEN}/sendmessage?chat_id=${chatId()}&text=${text}&reply_markup=${encodeURIComponent(markup)}`,
        {},
      ],
      [`/bot${TEST_TOKEN}/SENDMESSAGE`, { method: 'POST', body: form }],
      [
        `/bot${TEST_TOKEN}/test/sendMessage`,
        {
          method: 'POST',
          body: new URLSearchParams({ chat_id: String(chatId()), text: 'a & b', reply_markup: markup }),
        },
      ],
      [
        `/bot${TEST_TOKEN}/sendMessage`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ chat_id: chatId(), text: 'a & b', reply_markup: markup }),
        },
      ],
    ];
    for (const [path, init] of bodies) {
      const response = await call(path, init);
      expect(await response.json()).toMatchObject({
        ok: true,
        result: { text: 'a & b', reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] } },
      });
    }
  });

  it('answers 401 to a wrong token and 404 to an unknown method', async () => {
    const wrongToken = await call('/bot4242:other/getMe');
    expect(wrongToken.status).toBe(401);
    expect(await wrongToken.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
    const wrongMethod = await call(`/bot${TEST_TOKEN}/getNothing`);
    expect(wrongMethod.status).toBe(404);
    expect(await wrongMethod.json()).toMatchObject({ description: 'Not Found: method not found' });
  });
});

describe('sending', () => {
  it('gives each message of a chat the next number and a time in seconds', async () => {
    const first = await sandbox.api.sendMessage(chatId(), 'one');
    const second = await sandbox.api.sendMessage(chatId(), 'two');
    expect(second.message_id).toBe(first.message_id + 1);
    expect(Math.abs(second.date - Date.now() / 1000)).toBeLessThan(5);
  });

  it.each([
    ['', {}, 'Bad Request: message text is empty'],
    ['x'.repeat(4097), {}, 'Bad Request: message is too long'],
    [
      '<b>x',
      { parse_mode: 'HTML' as const },
      'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    ['x', { reply_parameters: { message_id: 999_999 } }, 'Bad Request: message to be replied not found'],
    [
      'x',
      { reply_markup: new InlineKeyboard().text('t', 'я'.repeat(33)) },
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'x',
      { reply_markup: new InlineKeyboard().webApp('t', 'http://example.com/') },
      "Bad Request: inline keyboard button Web App URL 'http://example.com/' is invalid: Only HTTPS links are allowed",
    ],
  ])('refuses a wrong message (%#)', async (text, other, description) => {
    await expect(sandbox.api.sendMessage(chatId(), text, other)).rejects.toMatchObject({
      error_code: 400,
      description,
    });
  });

  it('counts 4096 characters after parsing', async () => {
    const text = `<b>${'x'.repeat(4096)}</b>`;
    await expect(sandbox.api.sendMessage(chatId(), text, { parse_mode: 'HTML' })).resolves.toBeDefined();
  });

  it('does not know a stranger, and may not write first to one who only looked', async () => {
    const stranger = await sandbox.control.createPerson({});
    await expect(sandbox.api.sendMessage(stranger.id, 'x')).rejects.toMatchObject({
      error_code: 400,
      description: 'Bad Request: chat not found',
    });
    const key = { botId: sandbox.bot.id, personId: stranger.id };
    await sandbox.control.readChat(key);
    await expect(sandbox.api.sendMessage(stranger.id, 'x')).rejects.toMatchObject({
      error_code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    await sandbox.control.allowWriteAccess(key);
    await expect(sandbox.api.sendMessage(stranger.id, 'x')).resolves.toBeDefined();
  });

  it('refuses a person who has blocked the bot or is gone', async () => {
    await sandbox.control.blockBot(sandbox.key);
    await expect(sandbox.api.sendMessage(chatId(), 'x')).rejects.toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    await sandbox.control.unblockBot(sandbox.key);
    await expect(sandbox.api.sendMessage(chatId(), 'x')).resolves.toBeDefined();
    const gone = await sandbox.control.createPerson({});
    await sandbox.control.startBot({ botId: sandbox.bot.id, personId: gone.id });
    await sandbox.control.deactivatePerson({ personId: gone.id });
    await expect(sandbox.api.sendMessage(gone.id, 'x')).rejects.toMatchObject({
      error_code: 403,
      description: 'Forbidden: user is deactivated',
    });
  });

  it('keeps the reply keyboard in the chat until it is removed', async () => {
    await sandbox.api.sendMessage(chatId(), 'x', {
      reply_markup: new Keyboard().requestContact('Phone').text('No').resized(),
    });
    const { chat } = await sandbox.control.readChat(sandbox.key);
    expect(chat.replyKeyboard?.rows).toEqual([
      [
        { kind: 'contact', text: 'Phone' },
        { kind: 'text', text: 'No' },
      ],
    ]);
    await sandbox.api.sendMessage(chatId(), 'y', { reply_markup: { remove_keyboard: true } });
    expect((await sandbox.control.readChat(sandbox.key)).chat.replyKeyboard).toBeNull();
  });
});

describe('editing and deleting', () => {
  it('edits text and buttons, and refuses an edit that changes nothing', async () => {
    const { message_id: id } = await sandbox.api.sendMessage(chatId(), '<b>a</b>', { parse_mode: 'HTML' });
    await expect(
      sandbox.api.editMessageText(chatId(), id, '<b>a</b>', { parse_mode: 'HTML' }),
    ).rejects.toMatchObject({
      error_code: 400,
      description: expect.stringContaining('Bad Request: message is not modified'),
    });
    await expect(sandbox.api.editMessageText(chatId(), id, 'b')).resolves.toMatchObject({ text: 'b' });
    const markup = { reply_markup: new InlineKeyboard().text('t', 'd') };
    await expect(sandbox.api.editMessageReplyMarkup(chatId(), id, markup)).resolves.toMatchObject({
      text: 'b',
    });
    await expect(sandbox.api.editMessageReplyMarkup(chatId(), id, markup)).rejects.toMatchObject({
      error_code: 400,
    });
  });

  it('edits only what is there and its own', async () => {
    const { messageId } = await sandbox.control.sendText({ ...sandbox.key, text: 'mine' });
    await expect(sandbox.api.editMessageText(chatId(), messageId, 'x')).rejects.toMatchObject({
      description: "Bad Request: message can't be edited",
    });
    await expect(sandbox.api.editMessageText(chatId(), 999_999, 'x')).rejects.toMatchObject({
      description: 'Bad Request: message to edit not found',
    });
  });

  it('deletes once', async () => {
    const { message_id: id } = await sandbox.api.sendMessage(chatId(), 'x');
    await expect(sandbox.api.deleteMessage(chatId(), id)).resolves.toBe(true);
    await expect(sandbox.api.deleteMessage(chatId(), id)).rejects.toMatchObject({
      description: 'Bad Request: message to delete not found',
    });
  });
});

describe('files', () => {
  it('takes an upload, gives it back, and takes its file_id again', async () => {
    const sent = await sandbox.api.sendPhoto(chatId(), pixel(), { caption: 'c' });
    const fileId = sent.photo.at(-1)?.file_id ?? '';
    const file = await sandbox.api.getFile(fileId);
    const download = await call(`/file/bot${TEST_TOKEN}/${file.file_path}`);
    expect(Buffer.from(await download.arrayBuffer()).toString('base64')).toBe(PIXEL_PNG_BASE64);
    await expect(sandbox.api.sendPhoto(chatId(), fileId)).resolves.toMatchObject({
      photo: [{ width: 1, height: 1 }],
    });
  });

  it("does not take another bot's file_id", async () => {
    const sent = await sandbox.api.sendDocument(chatId(), pixel());
    await sandbox.control.registerBot({ token: '77:other-token', name: 'Other', username: 'other_bot' });
    await sandbox.control.startBot({ botId: 77, personId: chatId() });
    const response = await call(
      `/bot77:other-token/sendDocument?chat_id=${chatId()}&document=${sent.document.file_id}`,
    );
    expect(await response.json()).toMatchObject({
      error_code: 400,
      description: 'Bad Request: wrong file identifier/HTTP URL specified',
    });
  });

  it('refuses a photo that is no picture', async () => {
    await expect(
      sandbox.api.sendPhoto(chatId(), new InputFile(Buffer.from('x'.repeat(100)), 'a.png')),
    ).rejects.toMatchObject({ description: 'Bad Request: IMAGE_PROCESS_FAILED' });
  });

  it('replaces media and captions', async () => {
    const sent = await sandbox.api.sendPhoto(chatId(), pixel());
    await sandbox.api.editMessageCaption(chatId(), sent.message_id, { caption: 'new' });
    const media = { type: 'document' as const, media: pixel(), caption: 'doc' };
    await expect(sandbox.api.editMessageMedia(chatId(), sent.message_id, media)).resolves.toMatchObject({
      caption: 'doc',
      document: { file_name: 'pixel.png' },
    });
  });
});
