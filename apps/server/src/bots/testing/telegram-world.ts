/** What tests of bot and messages share: the sandbox as Telegram, a brand with its bot, and the roles that serve it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@regulars/sandbox/sandbox.ts';
import { systemActor } from '../../audit/audit.ts';
import { buildBot } from '../../bot.ts';
import { subscribers } from '../../jobs.ts';
import { runSender } from '../../messaging/sender.ts';
import { createDb } from '../../platform/db.ts';
import { startDispatcher } from '../../platform/dispatcher.ts';
import { createLeader } from '../../platform/leader.ts';
import { prepareQueue } from '../../platform/queue.ts';
import { createTelegram } from '../../platform/telegram.ts';
import { startWake } from '../../platform/wake.ts';
import { createTestDeps, makeBrand, type TestDeps } from '../../testing.ts';
import { connectBot } from '../connect.ts';
import { startBots } from '../connected-bots.ts';
import { receiveUpdates } from '../receive.ts';
import { handleUpdates } from '../updates.ts';

export const testToken = '777000111:AAtestTokenOfTheCoffeeBot0123456789';

export interface TelegramWorld {
  deps: TestDeps;
  sandbox: Sandbox;
  brand: { id: string; slug: string };
  botId: number;
  close(): Promise<void>;
}

export async function createTelegramWorld(
  postgresUrl: string,
  updates: 'polling' | 'webhook' = 'polling',
): Promise<TelegramWorld> {
  const sandbox = await startSandbox({ webRoot: '/nonexistent', webhookRetryBaseMs: 100 });
  const filesDir = await mkdtemp(join(tmpdir(), 'regulars-files-'));
  const { deps, close } = await createTestDeps(postgresUrl, {
    filesDir,
    telegram: { apiRoot: sandbox.url, updates, sandboxUrl: sandbox.url },
  });
  await prepareQueue(deps);
  const bot = await sandbox.control.registerBot({
    token: testToken,
    name: 'Зерно',
    username: 'zerno_bot',
  });
  const brand = await makeBrand(deps);
  const telegram = createTelegram(sandbox.url);
  await connectBot({ deps, telegram, brandId: brand.id, actor: systemActor }, testToken);
  await telegram.close();
  return {
    deps,
    sandbox,
    brand,
    botId: bot.id,
    async close() {
      await close();
      await sandbox.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

/** The bot role, as a process of its own would run it; `dispatcher` adds the worker's part that messages need. */
export async function startBotRole(
  base: TestDeps,
  options: { dispatcher: boolean } = { dispatcher: true },
): Promise<{ stop: () => Promise<void> }> {
  const { log } = base;
  const url = base.config.databaseUrl;
  const db = createDb({ url, poolSize: 6, log });
  const deps = { ...base, db };
  const wake = await startWake({ url, log });
  const leader = createLeader({ url, log });
  const telegram = createTelegram(base.config.telegram.apiRoot);
  const bots = startBots({ deps, leader, wake }, [
    receiveUpdates({ deps, telegram }),
    handleUpdates({ deps, wake, buildBot }),
    (bot, signal) => runSender({ deps, telegram, wake }, bot, signal),
  ]);
  const dispatcher = options.dispatcher ? startDispatcher(deps, wake, subscribers) : null;
  return {
    async stop() {
      await dispatcher?.stop();
      await bots.stop();
      await telegram.close();
      await leader.close();
      await wake.close();
      await db.close();
    },
  };
}
