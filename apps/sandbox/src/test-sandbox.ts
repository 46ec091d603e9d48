// A sandbox with one bot and one person who has started it, for tests.
import { Api } from 'grammy';
import type { SandboxBot, SandboxPerson } from './control/contract.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

export const TEST_TOKEN = '4242:TEST-token';

export interface TestSandbox extends Sandbox {
  bot: SandboxBot;
  person: SandboxPerson;
  /** Names the chat of the two in control calls. */
  key: { botId: number; personId: number };
  /** grammY's own client, pointed here. */
  api: Api;
}

export async function startTestSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox({ webRoot: '/nonexistent', ...options });
  const bot = await sandbox.control.registerBot({
    token: TEST_TOKEN,
    name: 'Coffee',
    username: 'coffee_bot',
  });
  const person = await sandbox.control.createPerson({ firstName: 'Anna', phone: '+79990001122' });
  const key = { botId: bot.id, personId: person.id };
  await sandbox.control.startBot(key);
  const api = new Api(TEST_TOKEN, { apiRoot: sandbox.url });
  await api
    .getUpdates({ offset: -1 })
    .then(([last]) => api.getUpdates({ offset: (last?.update_id ?? 0) + 1 }));
  return { ...sandbox, bot, person, key, api };
}

/** A white picture of one pixel. */
export const PIXEL_PNG_BASE64 =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';
