/** Brings a bot's updates in: by asking Telegram over and over, or by making sure that Telegram calls us. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { pause } from '../platform/leader.ts';
import { type Telegram, TelegramRefusal } from '../platform/telegram.ts';
import { wakeOthers } from '../platform/wake.ts';
import { keptChecks } from './checks.ts';
import type { BotWork, ConnectedBot } from './connected-bots.ts';
import { storeUpdates, telegramUpdate } from './update-store.ts';

/** Named at every start: what is left out, Telegram keeps as it was. */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const;

const longPollSeconds = 25;
const graceSeconds = 10;
const afterErrorMilliseconds = 3_000;
const markMilliseconds = 10_000;

export function receiveUpdates(parts: { deps: Deps; telegram: Telegram }): BotWork {
  return async (bot, signal) => {
    const { deps } = parts;
    if (deps.config.telegram.updates === 'polling') return poll(parts, bot, signal);
    await requestWebhook(parts, bot, signal);
  };
}

/** Tried until it works: Telegram may be out of reach when we start. */
async function requestWebhook(
  { deps, telegram }: { deps: Deps; telegram: Telegram },
  bot: ConnectedBot,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await setWebhook(telegram, deps.config.publicUrl, bot);
      return;
    } catch (error) {
      deps.log.warn({ err: error, brand: bot.slug }, 'the webhook could not be set');
      await pause(10 * afterErrorMilliseconds, signal);
    }
  }
}

export async function setWebhook(
  telegram: Telegram,
  publicUrl: string,
  bot: Pick<ConnectedBot, 'brandId' | 'token' | 'webhookSecret'>,
): Promise<void> {
  await telegram.call(bot.token, 'setWebhook', {
    url: `${publicUrl}/telegram/${bot.brandId}`,
    secret_token: bot.webhookSecret,
    allowed_updates: allowedUpdates,
    drop_pending_updates: false,
  });
}

async function poll(
  { deps, telegram }: { deps: Deps; telegram: Telegram },
  bot: ConnectedBot,
  signal: AbortSignal,
): Promise<void> {
  let offset: number | undefined;
  let markedAt = 0;
  while (!signal.aborted) {
    try {
      const updates = await ask(telegram, bot, offset, signal);
      // Ids may begin anew after a quiet week, so the offset is forgotten once Telegram has heard it.
      offset = updates.length > 0 ? Math.max(...updates.map((one) => one.update_id)) + 1 : undefined;
      if (updates.length === 0) continue;
      await storeUpdates(deps, bot, updates);
      await wakeOthers(deps.db.prisma, 'updates');
      if (performance.now() - markedAt > markMilliseconds) {
        markedAt = performance.now();
        await markReceived(deps, bot.brandId);
      }
    } catch (error) {
      if (signal.aborted) return;
      await recover({ deps, telegram }, bot, error);
      await pause(afterErrorMilliseconds, signal);
    }
  }
}

async function ask(telegram: Telegram, bot: ConnectedBot, offset: number | undefined, signal: AbortSignal) {
  const answer = await telegram.call(
    bot.token,
    'getUpdates',
    { offset, timeout: longPollSeconds, allowed_updates: allowedUpdates },
    { milliseconds: (longPollSeconds + graceSeconds) * 1_000, signal },
  );
  return z.array(telegramUpdate).parse(answer);
}

async function recover(
  { deps, telegram }: { deps: Deps; telegram: Telegram },
  bot: ConnectedBot,
  error: unknown,
): Promise<void> {
  deps.log.warn({ err: error, brand: bot.slug }, 'no updates from Telegram');
  if (!(error instanceof TelegramRefusal)) return;
  if (error.code === 409) {
    if (/webhook/i.test(error.description)) {
      await telegram.call(bot.token, 'deleteWebhook', { drop_pending_updates: false });
    } else {
      await noteOtherPoller(deps, bot.brandId);
    }
  }
  if (error.code === 401 || error.code === 404) {
    await deps.db.prisma.brandBot.updateMany({
      where: { brandId: bot.brandId, telegramBotId: bot.telegramBotId, tokenRevokedAt: null },
      data: { tokenRevokedAt: deps.clock.now() },
    });
  }
}

export async function markReceived(deps: Deps, brandId: string): Promise<void> {
  await deps.db.prisma.brandBot.updateMany({
    where: { brandId },
    data: { lastUpdateAt: deps.clock.now() },
  });
}

/** Shown on the bot's page until the next check. */
async function noteOtherPoller(deps: Deps, brandId: string): Promise<void> {
  const row = await deps.db.prisma.brandBot.findUnique({ where: { brandId }, select: { checks: true } });
  const others = keptChecks
    .catch([])
    .parse(row?.checks)
    .filter((check) => check.name !== 'updates');
  const checks = [...others, { name: 'updates', problem: 'updates_elsewhere' }];
  await deps.db.prisma.brandBot.updateMany({ where: { brandId }, data: { checks } });
}
