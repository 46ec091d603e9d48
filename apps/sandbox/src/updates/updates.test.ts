import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Bot } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, TEST_TOKEN, type TestSandbox } from '../test-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox({ webhookRetryBaseMs: 20 });
});
afterEach(() => sandbox.close());

const say = (text: string) => sandbox.control.sendText({ ...sandbox.key, text });

describe('polling', () => {
  it('brings two updates in order to a running grammY bot', async () => {
    const seen: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const bot = new Bot(TEST_TOKEN, { client: { apiRoot: sandbox.url } });
    bot.command('start', (context) => context.reply(`hello ${context.match}`));
    bot.on('message:text', (context) => {
      seen.push(context.message.text);
      if (seen.length === 2) resolve();
    });
    const running = bot.start();
    await sandbox.control.startBot({ ...sandbox.key, payload: 'abc' });
    await sandbox.control.waitForMessage({ ...sandbox.key, contains: 'hello abc' });
    await say('one');
    await say('two');
    await promise;
    await bot.stop();
    await running;
    expect(seen).toEqual(['one', 'two']);
  });

  it('gives an update again until a higher offset acknowledges it', async () => {
    await say('one');
    await say('two');
    const [first, second] = await sandbox.api.getUpdates();
    await expect(sandbox.api.getUpdates({ limit: 1 })).resolves.toEqual([first]);
    await expect(sandbox.api.getUpdates({ offset: second?.update_id ?? 0 })).resolves.toEqual([second]);
    await expect(sandbox.api.getUpdates({ offset: (second?.update_id ?? 0) + 1 })).resolves.toEqual([]);
  });

  it('ends an older poll with 409 when another begins, and refuses polls beside a webhook', async () => {
    const older = sandbox.api.getUpdates({ timeout: 5 });
    const refusal = expect(older).rejects.toMatchObject({
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const newer = sandbox.api.getUpdates({ timeout: 5 });
    await refusal;
    await say('x');
    await expect(newer).resolves.toHaveLength(1);
    await sandbox.api.setWebhook('http://127.0.0.1:9/never');
    await expect(sandbox.api.getUpdates()).rejects.toMatchObject({ error_code: 409 });
  });

  it('leaves out kinds that were not asked for', async () => {
    await sandbox.api.getUpdates({ allowed_updates: ['my_chat_member'] });
    await say('not wanted');
    await sandbox.control.blockBot(sandbox.key);
    const updates = await sandbox.api.getUpdates();
    expect(updates).toHaveLength(1);
    expect(updates[0]?.my_chat_member?.new_chat_member.status).toBe('kicked');
  });
});

interface Delivery {
  secret: string | undefined;
  text: string;
}

describe('webhook', () => {
  let target: Server;
  let deliveries: Delivery[];
  let answers: { status: number; headers?: Record<string, string>; body?: string }[];

  beforeEach(async () => {
    deliveries = [];
    answers = [];
    target = createServer(async (request, response) => {
      deliveries.push({
        secret: request.headers['x-telegram-bot-api-secret-token']?.toString(),
        text: await readText(request),
      });
      const answer = answers.shift() ?? { status: 200 };
      response.writeHead(answer.status, answer.headers ?? {}).end(answer.body ?? '');
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const address = target.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await sandbox.api.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: 'se_cret' });
  });
  afterEach(() => {
    target.closeAllConnections();
    target.close();
  });

  it('carries the secret, repeats a failed delivery and keeps the order of a chat', async () => {
    answers = [{ status: 500 }, { status: 502 }];
    await say('one');
    await say('two');
    await until(() => deliveries.length >= 4);
    expect(deliveries).toEqual(['one', 'one', 'one', 'two'].map((text) => ({ secret: 'se_cret', text })));
    await until(async () => (await sandbox.api.getWebhookInfo()).pending_update_count === 0);
    await expect(sandbox.api.getWebhookInfo()).resolves.toMatchObject({
      last_error_message: 'Wrong response from the webhook: 502',
    });
  });

  it('waits as long as Retry-After says', async () => {
    answers = [{ status: 503, headers: { 'retry-after': '1' } }];
    const begin = Date.now();
    await say('later');
    await until(() => deliveries.length === 2);
    expect(Date.now() - begin).toBeGreaterThanOrEqual(990);
  });

  it('runs a method that stands in the answer', async () => {
    const body = JSON.stringify({
      method: 'sendMessage',
      chat_id: sandbox.person.id,
      text: 'from the answer',
    });
    answers = [{ status: 200, headers: { 'content-type': 'application/json' }, body }];
    await say('hi');
    await expect(
      sandbox.control.waitForMessage({ ...sandbox.key, contains: 'from the answer' }),
    ).resolves.toMatchObject({ sender: 'bot' });
  });

  it('brings what waited before it was set', async () => {
    await sandbox.api.deleteWebhook();
    await say('waiting');
    const address = target.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await sandbox.api.setWebhook(`http://127.0.0.1:${port}/hook`);
    await until(() => deliveries.length === 1);
    expect(deliveries).toEqual([{ secret: undefined, text: 'waiting' }]);
  });

  it('brings an update twice when a test asks for it', async () => {
    await say('once');
    await until(() => deliveries.length === 1);
    await sandbox.control.repeatUpdate({ botId: sandbox.bot.id });
    await until(() => deliveries.length === 2);
    expect(deliveries.map((delivery) => delivery.text)).toEqual(['once', 'once']);
  });

  it('refuses plain addresses that are not of this machine', async () => {
    await expect(sandbox.api.setWebhook('http://example.com/hook')).rejects.toMatchObject({
      description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    });
  });
});

async function readText(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const update: { message?: { text?: string } } = JSON.parse(body);
  return update.message?.text ?? '';
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not become true within 5 seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
