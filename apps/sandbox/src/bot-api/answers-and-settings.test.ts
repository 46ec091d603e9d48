import { InlineKeyboard } from 'grammy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, TEST_TOKEN, type TestSandbox } from '../test-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.clearFaults({});
});

const call = (path: string): Promise<Response> => fetch(`${sandbox.url}${path}`);
const chatId = (): number => sandbox.person.id;

describe('callback answers', () => {
  it('are possible once', async () => {
    const sent = await sandbox.api.sendMessage(chatId(), 'x', {
      reply_markup: new InlineKeyboard().text('go', 'data'),
    });
    const press = sandbox.control.pressInlineButton({
      ...sandbox.key,
      messageId: sent.message_id,
      text: 'go',
    });
    const update = await nextUpdate();
    expect(update.callback_query).toMatchObject({ data: 'data', from: { id: chatId() } });
    const queryId = update.callback_query?.id ?? '';
    await sandbox.api.answerCallbackQuery(queryId, { text: 'done', show_alert: true });
    await expect(press).resolves.toMatchObject({
      kind: 'callback',
      answer: { text: 'done', showAlert: true },
    });
    await expect(sandbox.api.answerCallbackQuery(queryId)).rejects.toMatchObject({
      description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
    });
  });
});

describe('scripts', () => {
  it('answer 429 as often as asked, with the header', async () => {
    const effect = {
      kind: 'error',
      errorCode: 429,
      description: 'Too Many Requests: retry after 3',
      retryAfterSeconds: 3,
    } as const;
    await sandbox.control.addFault({ method: 'sendMessage', chatId: chatId(), times: 2, effect });
    const response = await call(`/bot${TEST_TOKEN}/sendMessage?chat_id=${chatId()}&text=x`);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('3');
    await expect(sandbox.api.sendMessage(chatId(), 'x')).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 3 },
    });
    await expect(sandbox.api.sendMessage(chatId(), 'x')).resolves.toBeDefined();
  });

  it('cut the connection after the message has gone out', async () => {
    await sandbox.control.addFault({ method: 'sendMessage', effect: { kind: 'hangUp', afterWork: true } });
    await expect(sandbox.api.sendMessage(chatId(), 'lost answer')).rejects.toThrow();
    const { messages } = await sandbox.control.readChat(sandbox.key);
    expect(messages.at(-1)?.text).toBe('lost answer');
  });

  it('keep the real pace when it is on', async () => {
    await sandbox.control.setRateMode({ isOn: true });
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) => sandbox.api.sendMessage(chatId(), `${index}`)),
    );
    await sandbox.control.setRateMode({ isOn: false });
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(3);
    const refused = answers.find((answer) => answer.status === 'rejected');
    expect(refused?.reason).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
  });
});

describe('settings of the bot', () => {
  it('keep commands by scope and language, and the person sees the nearest', async () => {
    await sandbox.api.setMyCommands([{ command: 'card', description: 'Card' }]);
    await sandbox.api.setMyCommands([{ command: 'card', description: 'Карта' }], { language_code: 'ru' });
    await expect(sandbox.api.getMyCommands()).resolves.toEqual([{ command: 'card', description: 'Card' }]);
    const { chat } = await sandbox.control.readChat(sandbox.key);
    expect(chat.commands).toEqual([{ command: 'card', description: 'Карта' }]);
    await expect(sandbox.api.setMyCommands([{ command: 'Bad!', description: 'x' }])).rejects.toMatchObject({
      description: 'Bad Request: BOT_COMMAND_INVALID',
    });
  });

  it('keep texts by language and fall back to the default', async () => {
    await sandbox.api.setMyDescription('Long');
    await sandbox.api.setMyDescription('Долго', { language_code: 'ru' });
    await expect(sandbox.api.getMyDescription({ language_code: 'ru' })).resolves.toEqual({
      description: 'Долго',
    });
    await expect(sandbox.api.getMyDescription({ language_code: 'de' })).resolves.toEqual({
      description: 'Long',
    });
    await sandbox.api.setMyShortDescription('Short');
    await expect(sandbox.api.getMyShortDescription()).resolves.toEqual({ short_description: 'Short' });
    await expect(sandbox.api.setMyName('x'.repeat(65))).rejects.toMatchObject({ error_code: 400 });
  });

  it('keep the menu button for all and for one', async () => {
    const button = { type: 'web_app' as const, text: 'Card', web_app: { url: 'http://localhost:1/app/' } };
    await sandbox.api.setChatMenuButton({ menu_button: button });
    await expect(sandbox.api.getChatMenuButton()).resolves.toEqual(button);
    expect((await sandbox.control.readChat(sandbox.key)).chat.menuButton).toMatchObject({
      kind: 'webApp',
      text: 'Card',
    });
    await sandbox.api.setChatMenuButton({ chat_id: chatId(), menu_button: { type: 'commands' } });
    expect((await sandbox.control.readChat(sandbox.key)).chat.menuButton).toEqual({ kind: 'commands' });
  });
});

async function nextUpdate() {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const updates = await sandbox.api.getUpdates({ timeout: 2 });
    const found = updates.find((update) => update.callback_query !== undefined);
    const last = updates.at(-1);
    if (last) await sandbox.api.getUpdates({ offset: last.update_id + 1 });
    if (found) return found;
  }
  throw new Error('no callback update came');
}
