import { InputFile } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIXEL_PNG_BASE64, startTestSandbox, TEST_TOKEN, type TestSandbox } from '../test-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const picture = Buffer.from(PIXEL_PNG_BASE64, 'base64');
const chatId = (): number => sandbox.person.id;

async function post(method: string, parameters: Record<string, unknown>): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/bot${TEST_TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return response.json();
}

describe('parameters left out', () => {
  it.each([
    ['sendMessage', { text: 'x' }, 'Bad Request: chat_id is empty'],
    ['sendMessage', { chat_id: 1 }, 'Bad Request: message text is empty'],
    ['editMessageText', { chat_id: 1, text: 'x' }, 'Bad Request: chat not found'],
    ['deleteMessage', { chat_id: 1 }, 'Bad Request: message identifier is not specified'],
    ['getFile', {}, 'Bad Request: file_id not specified'],
    ['getChatMember', { chat_id: 1 }, 'Bad Request: invalid user_id specified'],
    ['sendPhoto', { chat_id: 1 }, 'Bad Request: there is no photo in the request'],
    ['sendMessage', { chat_id: 1, text: 'x', parse_mode: 'BBCode' }, 'Bad Request: unsupported parse_mode'],
    ['setMyCommands', { commands: 'no json' }, "Bad Request: can't parse commands JSON object"],
  ])('%s with %j is refused', async (method, parameters, description) => {
    expect(await post(method, parameters)).toEqual({ ok: false, error_code: 400, description });
  });

  it('a body that is no JSON is refused', async () => {
    const response = await fetch(`${sandbox.url}/bot${TEST_TOKEN}/getMe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ ok: false, error_code: 400 });
  });
});

describe('copies', () => {
  it('carry the content and no author', async () => {
    const original = await sandbox.api.sendPhoto(chatId(), new InputFile(picture), { caption: 'one' });
    const copy = await sandbox.api.copyMessage(chatId(), chatId(), original.message_id, { caption: 'two' });
    const { messages } = await sandbox.control.readChat(sandbox.key);
    expect(messages.at(-1)).toMatchObject({ messageId: copy.message_id, kind: 'photo', text: 'two' });
  });

  it('of a protected message are refused', async () => {
    const original = await sandbox.api.sendMessage(chatId(), 'secret', { protect_content: true });
    await expect(sandbox.api.copyMessage(chatId(), chatId(), original.message_id)).rejects.toMatchObject({
      description: "Bad Request: message can't be copied",
    });
  });
});

describe('profiles', () => {
  it('show the picture of a person and of the bot itself', async () => {
    const photo = { dataBase64: PIXEL_PNG_BASE64 };
    await sandbox.control.registerBot({ token: TEST_TOKEN, name: 'x', username: 'coffee_bot', photo });
    const person = await sandbox.control.createPerson({ firstName: 'Photo', photo });
    await sandbox.control.startBot({ botId: sandbox.bot.id, personId: person.id });
    await expect(sandbox.api.getUserProfilePhotos(person.id)).resolves.toMatchObject({ total_count: 1 });
    await expect(sandbox.api.getUserProfilePhotos(chatId())).resolves.toEqual({ total_count: 0, photos: [] });
    const self = await sandbox.api.getChat(sandbox.bot.id);
    expect(self).toMatchObject({ type: 'private', username: 'coffee_bot', first_name: 'Coffee' });
    await expect(sandbox.api.getFile(self.photo?.big_file_id ?? '')).resolves.toMatchObject({
      file_size: picture.length,
    });
  });
});

describe('prepared messages', () => {
  it('can be shared by the person they were made for', async () => {
    const result = {
      type: 'article' as const,
      id: '1',
      title: 't',
      input_message_content: { message_text: '<b>Come</b> along', parse_mode: 'HTML' as const },
    };
    const prepared = await sandbox.api.savePreparedInlineMessage(chatId(), result, {
      allow_user_chats: true,
    });
    const share = { ...sandbox.key, preparedMessageId: prepared.id };
    await expect(sandbox.control.sharePreparedMessage(share)).resolves.toMatchObject({ text: 'Come along' });
    await expect(
      sandbox.control.sharePreparedMessage({ ...share, preparedMessageId: 'no' }),
    ).rejects.toMatchObject({
      code: 'prepared_message_not_found',
    });
  });
});

describe('chat actions', () => {
  it('are one of the known kinds', async () => {
    await expect(sandbox.api.sendChatAction(chatId(), 'typing')).resolves.toBe(true);
    expect(await post('sendChatAction', { chat_id: chatId(), action: 'dancing' })).toMatchObject({
      error_code: 400,
    });
  });
});

describe('the log of calls', () => {
  it('shows what a test wants to count, with the refusals', async () => {
    await post('sendMessage', { chat_id: chatId(), text: '' });
    const { calls } = await sandbox.control.listCalls({ method: 'sendmessage', chatId: chatId() });
    expect(calls.at(-1)).toMatchObject({ errorCode: 400, description: 'Bad Request: message text is empty' });
  });
});
