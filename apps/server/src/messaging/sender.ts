/** Sends one bot's deliveries: at Telegram's pace, by priority, with the pause it asks for, each at most once. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { plainText } from '../platform/html.ts';
import { withoutTokens } from '../platform/log.ts';
import { startLoop } from '../platform/loop.ts';
import { createPace, type Pace } from '../platform/pace.ts';
import type { Telegram } from '../platform/telegram.ts';
import type { Wake } from '../platform/wake.ts';
import {
  endDelivery,
  recoverDeliveries,
  requeueDelivery,
  setReachability,
  type TakenDelivery,
  takeDeliveries,
} from './deliveries.sql.ts';
import { type Fate, fateOf, type Simplification, skipReason } from './delivery.rules.ts';
import { messageButton } from './send.ts';

/** Telegram's free rate for a bot. */
const messagesPerSecond = 30;
/** Enough to hold the rate over slow answers; more would ask for 429. */
const parallelSends = 6;
const pollMilliseconds = 400;
const longestUnreachablePauseSeconds = 60;
const longestSleepMilliseconds = 60_000;
/** A process that stops does not wait for a slow answer; what was under way is recovered by the next leader. */
const patienceMilliseconds = 5_000;

/** Told without a sound: good to know, nothing to do. */
const silentKinds = new Set(['points.activated']);

const sentMessage = z.object({ message_id: z.number() });

export interface SendingBot {
  brandId: string;
  slug: string;
  token: string;
  telegramBotId: number;
}

export interface SenderParts {
  deps: Deps;
  telegram: Telegram;
  wake: Wake;
}

/** Runs until the signal ends; to be called by whoever leads this bot, so that pace and pause are exact. */
export async function runSender(parts: SenderParts, bot: SendingBot, signal: AbortSignal): Promise<void> {
  const recovered = await recoverDeliveries(parts.deps.db.pool, bot.brandId);
  if (recovered > 0) parts.deps.log.warn({ brandId: bot.brandId, recovered }, 'deliveries left by a crash');
  const sender = createSender(parts, bot);
  const loop = startLoop({ name: `sender ${bot.brandId}`, log: parts.deps.log, step: sender.step });
  sender.onFree(loop.wake);
  const forget = parts.wake.on('deliveries', loop.wake);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  forget();
  await loop.stop();
  await Promise.race([sender.idle(), pause(patienceMilliseconds)]);
}

function createSender({ deps, telegram }: SenderParts, bot: SendingBot) {
  const pace: Pace = createPace(messagesPerSecond, 1_000);
  const underWay = new Set<Promise<void>>();
  let pausedUntil = 0;
  let failuresInARow = 0;
  let tellFree = () => {};

  /** One look at the queue: takes as many as may go now. */
  async function step(): Promise<number> {
    const pauseLeft = pausedUntil - performance.now();
    if (pauseLeft > 0) return Math.min(pauseLeft, longestSleepMilliseconds);
    const wait = pace.waitMilliseconds();
    if (wait > 0) return wait;
    const count = Math.min(parallelSends - underWay.size, pace.free());
    if (count <= 0) return pollMilliseconds;
    const taken = await takeDeliveries(deps.db.pool, { brandId: bot.brandId, count, now: deps.clock.now() });
    for (const delivery of taken) begin(delivery);
    return taken.length > 0 ? 0 : pollMilliseconds;
  }

  function begin(delivery: TakenDelivery): void {
    const work = deliver(delivery)
      .catch((error: unknown) =>
        deps.log.error({ err: error, delivery: delivery.id }, 'a delivery got stuck'),
      )
      .finally(() => {
        underWay.delete(work);
        tellFree();
      });
    underWay.add(work);
  }

  async function deliver(delivery: TakenDelivery): Promise<void> {
    const reason = skipReason(delivery, deps.clock.now());
    if (reason) return end(delivery, { state: 'skipped', skipReason: reason });
    await attempt(delivery, new Set());
  }

  async function attempt(delivery: TakenDelivery, leftOut: Set<Simplification>): Promise<void> {
    pace.note();
    try {
      const answer = await telegram.call(
        bot.token,
        'sendMessage',
        toParameters(deps.config.publicUrl, bot.slug, delivery, leftOut),
      );
      failuresInARow = 0;
      const telegramMessageId = sentMessage.parse(answer).message_id;
      await end(delivery, { state: 'sent', telegramMessageId });
    } catch (error) {
      await settle(delivery, leftOut, error);
    }
  }

  async function settle(
    delivery: TakenDelivery,
    leftOut: Set<Simplification>,
    error: unknown,
  ): Promise<void> {
    const fate = fateOf(error, delivery);
    const text = withoutTokens(error instanceof Error ? error.message : String(error));
    switch (fate.kind) {
      case 'simplify':
        if (leftOut.has(fate.leaveOut)) return end(delivery, { state: 'failed', error: text });
        deps.log.warn({ kind: delivery.kind, problem: text }, 'Telegram could not read a message');
        return attempt(delivery, leftOut.add(fate.leaveOut));
      case 'pause':
        pauseAll(fate);
        return requeue(delivery, { afterSeconds: 0, isUncounted: true, error: text });
      case 'again':
        return requeue(delivery, { afterSeconds: fate.afterSeconds, isUncounted: false, error: text });
      case 'tokenRevoked':
        pausedUntil = Number.POSITIVE_INFINITY;
        await revokeToken(deps, bot);
        return requeue(delivery, { afterSeconds: 0, isUncounted: true, error: text });
      case 'skip':
        await setReachability(
          deps.db.pool,
          bot.brandId,
          delivery.customerId,
          fate.reason === 'blocked' ? 'blocked' : 'not_started',
        );
        return end(delivery, { state: 'skipped', skipReason: fate.reason, error: text });
      case 'unknown':
      case 'failed':
        return end(delivery, { state: fate.kind, error: text });
    }
  }

  /** Telegram's pause is for the bot, not for the chat; an unreachable Telegram is asked more and more rarely. */
  function pauseAll(fate: Extract<Fate, { kind: 'pause' }>): void {
    failuresInARow = fate.because === 'unreachable' ? failuresInARow + 1 : 0;
    const growth = fate.because === 'unreachable' ? 2 ** Math.min(failuresInARow - 1, 4) : 1;
    const seconds =
      fate.because === 'unreachable'
        ? Math.min(fate.seconds * growth, longestUnreachablePauseSeconds)
        : fate.seconds;
    pausedUntil = Math.max(pausedUntil, performance.now() + seconds * 1_000);
    deps.log.warn({ brandId: bot.brandId, seconds, because: fate.because }, 'sending pauses');
  }

  async function end(
    delivery: TakenDelivery,
    outcome: Omit<Parameters<typeof endDelivery>[3], 'now'>,
  ): Promise<void> {
    deps.metrics.deliveries.inc({ state: outcome.state });
    await endDelivery(deps.db.pool, bot.brandId, delivery.id, { ...outcome, now: deps.clock.now() });
  }

  async function requeue(
    delivery: TakenDelivery,
    how: { afterSeconds: number; isUncounted: boolean; error: string },
  ): Promise<void> {
    const notBefore = new Date(deps.clock.now().getTime() + how.afterSeconds * 1_000);
    await requeueDelivery(deps.db.pool, bot.brandId, delivery.id, { ...how, notBefore });
  }

  return {
    step,
    onFree(listener: () => void) {
      tellFree = listener;
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}

/** The bot rests until a new token comes: every further call would fail alike. */
async function revokeToken(deps: Deps, bot: SendingBot): Promise<void> {
  deps.log.error({ brandId: bot.brandId }, 'Telegram refused the bot token; the bot stops');
  await deps.db.prisma.brandBot.updateMany({
    where: { brandId: bot.brandId, telegramBotId: bot.telegramBotId, tokenRevokedAt: null },
    data: { tokenRevokedAt: deps.clock.now() },
  });
}

export function toParameters(
  publicUrl: string,
  slug: string,
  delivery: Pick<TakenDelivery, 'telegramId' | 'text' | 'buttons' | 'kind'>,
  leftOut: ReadonlySet<Simplification>,
): object {
  const buttons = leftOut.has('buttons') ? [] : z.array(messageButton).parse(delivery.buttons);
  return {
    chat_id: delivery.telegramId,
    ...(leftOut.has('markup')
      ? { text: plainText(delivery.text) }
      : { text: delivery.text, parse_mode: 'HTML' }),
    link_preview_options: { is_disabled: true },
    ...(silentKinds.has(delivery.kind) ? { disable_notification: true } : {}),
    ...(buttons.length > 0
      ? { reply_markup: { inline_keyboard: buttons.map((button) => [toKey(publicUrl, slug, button)]) } }
      : {}),
  };
}

function toKey(publicUrl: string, slug: string, button: z.infer<typeof messageButton>): object {
  if ('url' in button) return { text: button.text, url: button.url };
  return { text: button.text, web_app: { url: `${publicUrl}/app/${slug}/${button.screen}` } };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
