import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { themeParams } from '../launch/theme-params.ts';
import { hashOf, type InitDataField } from '../launch/init-data.ts';
import { PIXEL_PNG_BASE64, startTestSandbox, TEST_TOKEN, type TestSandbox } from '../test-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

function expectSigned(signed: string): URLSearchParams {
  const params = new URLSearchParams(signed);
  const fields: InitDataField[] = [...params].filter(([name]) => name !== 'hash');
  expect(params.get('hash')).toBe(hashOf({ token: TEST_TOKEN, fields }));
  return params;
}

describe('opening the Mini App', () => {
  const url = 'http://127.0.0.1:1/app/demo/';

  it('by the menu button gives a query_id and no start_param', async () => {
    await sandbox.api.setChatMenuButton({ menu_button: { type: 'web_app', text: 'Card', web_app: { url } } });
    const launch = await sandbox.control.openMiniApp(sandbox.key);
    const params = expectSigned(launch.initData);
    expect(params.get('query_id')).toBe(launch.queryId);
    expect(params.has('chat_instance')).toBe(false);
    expect(JSON.parse(params.get('user') ?? '')).toMatchObject({
      id: sandbox.person.id,
      first_name: 'Anna',
      language_code: 'ru',
      allows_write_to_pm: true,
    });
    const [address, hash] = launch.url.split('#');
    expect(address).toBe(url);
    expect(new URLSearchParams(hash).get('tgWebAppData')).toBe(launch.initData);
  });

  it('hands over the colours of the client it is opened in', async () => {
    const colorsIn = async (platform: string) => {
      const launch = await sandbox.control.openMiniApp({
        ...sandbox.key,
        url,
        launch: { platform, colorScheme: 'dark' },
      });
      return new URLSearchParams(new URL(launch.url).hash.slice(1)).get('tgWebAppThemeParams');
    };
    expect(await colorsIn('ios')).toBe(JSON.stringify(themeParams('ios', 'dark')));
    expect(await colorsIn('macos')).toBe(JSON.stringify(themeParams('tdesktop', 'dark')));
  });

  it('by a direct link gives the start_param, signed, and no query_id', async () => {
    const launch = await sandbox.control.openMiniApp({
      ...sandbox.key,
      from: 'directLink',
      startParam: 'ref_1',
      url,
    });
    const params = expectSigned(launch.initData);
    expect(params.get('start_param')).toBe('ref_1');
    expect(params.get('chat_instance')).toMatch(/^-?\d+$/);
    expect(launch.queryId).toBeNull();
  });

  it('is refused when the bot has set none', async () => {
    await expect(sandbox.control.openMiniApp(sandbox.key)).rejects.toMatchObject({
      code: 'mini_app_not_set',
    });
  });

  it('from the reply keyboard gives no initData', async () => {
    await sandbox.api.sendMessage(sandbox.person.id, 'x', {
      reply_markup: { keyboard: [[{ text: 'App', web_app: { url } }]] },
    });
    await expect(sandbox.control.pressReplyButton({ ...sandbox.key, text: 'App' })).resolves.toMatchObject({
      kind: 'launch',
      launch: { initData: '', keyboardButtonText: 'App' },
    });
  });

  it('lets the bot answer its query once, as the person', async () => {
    const launch = await sandbox.control.openMiniApp({ ...sandbox.key, url });
    const result = {
      type: 'article' as const,
      id: '1',
      title: 't',
      input_message_content: { message_text: 'ordered' },
    };
    await sandbox.api.answerWebAppQuery(launch.queryId ?? '', result);
    const { messages } = await sandbox.control.readChat(sandbox.key);
    expect(messages.at(-1)).toMatchObject({ sender: 'person', text: 'ordered' });
    await expect(sandbox.api.answerWebAppQuery(launch.queryId ?? '', result)).rejects.toMatchObject({
      error_code: 400,
    });
  });

  it('by a t.me link', async () => {
    await sandbox.control.registerBot({
      token: TEST_TOKEN,
      name: 'Coffee',
      username: 'coffee_bot',
      mainAppUrl: url,
    });
    const { personId } = sandbox.key;
    await expect(
      sandbox.control.openLink({ personId, url: 'https://t.me/coffee_bot?startapp=promo' }),
    ).resolves.toMatchObject({ kind: 'launch' });
    await expect(
      sandbox.control.openLink({ personId, url: 't.me/coffee_bot?start=abc' }),
    ).resolves.toMatchObject({ kind: 'started', message: { text: '/start abc' } });
    await expect(sandbox.control.openLink({ personId, url: 'https://example.com' })).resolves.toMatchObject({
      kind: 'outside',
    });
  });
});

describe('sharing the contact', () => {
  it('gives the Mini App a signed string and the bot a message of the same person', async () => {
    const { response } = await sandbox.control.shareContact(sandbox.key);
    const params = expectSigned(response);
    expect(JSON.parse(params.get('contact') ?? '')).toEqual({
      user_id: sandbox.person.id,
      phone_number: '79990001122',
      first_name: 'Anna',
    });
    const [update] = await sandbox.api.getUpdates();
    expect(update?.message?.contact).toMatchObject({
      user_id: sandbox.person.id,
      phone_number: '79990001122',
    });
    expect(update?.message?.from?.id).toBe(sandbox.person.id);
  });
});

describe('channels', () => {
  it('tell an admin bot who joined and left, and answer getChatMember', async () => {
    const channel = await sandbox.control.createChannel({ title: 'News', username: 'coffee_news' });
    await expect(sandbox.api.getChatMember('@coffee_news', sandbox.person.id)).rejects.toMatchObject({
      description: 'Bad Request: member list is inaccessible',
    });
    await sandbox.api.getUpdates({ allowed_updates: ['chat_member', 'my_chat_member'] });
    await sandbox.control.addBotToChannel({ channelId: channel.id, botId: sandbox.bot.id });
    const membership = { channelId: channel.id, personId: sandbox.person.id };
    await sandbox.control.joinChannel(membership);
    await expect(sandbox.api.getChatMember(channel.id, sandbox.person.id)).resolves.toMatchObject({
      status: 'member',
    });
    await sandbox.control.leaveChannel(membership);
    await expect(sandbox.api.getChatMember(channel.id, sandbox.person.id)).resolves.toMatchObject({
      status: 'left',
    });
    const updates = await sandbox.api.getUpdates();
    expect(updates.map((update) => update.chat_member?.new_chat_member.status)).toEqual([
      undefined,
      'member',
      'left',
    ]);
    await sandbox.api.sendMessage(channel.id, 'post');
    expect((await sandbox.control.readChannel({ channelId: channel.id })).messages).toMatchObject([
      { text: 'post' },
    ]);
  });
});

describe('people', () => {
  it('send photos that the bot can download', async () => {
    await sandbox.control.sendPhoto({
      ...sandbox.key,
      photo: { dataBase64: PIXEL_PNG_BASE64 },
      caption: 'look',
    });
    const [update] = await sandbox.api.getUpdates();
    expect(update?.message?.caption).toBe('look');
    const fileId = update?.message?.photo?.at(-1)?.file_id ?? '';
    const file = await sandbox.api.getFile(fileId);
    const download = await fetch(`${sandbox.url}/file/bot${TEST_TOKEN}/${file.file_path}`);
    expect(download.status).toBe(200);
  });

  it('cannot write to a bot they have blocked until they start it again', async () => {
    await sandbox.control.blockBot(sandbox.key);
    await expect(sandbox.control.sendText({ ...sandbox.key, text: 'x' })).rejects.toMatchObject({
      code: 'bot_blocked',
    });
    await sandbox.control.startBot(sandbox.key);
    expect((await sandbox.control.readChat(sandbox.key)).chat.isBlocked).toBe(false);
  });

  it('are refused by name when the control call is wrong', async () => {
    await expect(sandbox.control.sendText({ botId: 1, personId: 1, text: 'x' })).rejects.toMatchObject({
      status: 404,
      code: 'bot_not_found',
    });
    await expect(sandbox.control.sendText({ ...sandbox.key, text: '' })).rejects.toMatchObject({
      status: 400,
      code: 'validation_failed',
    });
  });
});

describe('the live stream', () => {
  it('tells of a message as it is sent', async () => {
    const stop = new AbortController();
    const response = await fetch(`${sandbox.url}/control/live`, { signal: stop.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await sandbox.api.sendMessage(sandbox.person.id, 'live!');
    const chunk = await reader?.read();
    stop.abort();
    expect(chunk?.value).toMatch(/^data: .*"kind":"messageSaved".*"text":"live!"/);
  });
});
