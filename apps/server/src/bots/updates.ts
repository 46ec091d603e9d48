/** Handles a bot's stored updates: those of one person in order, people beside each other. */
import { type Bot, BotError, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { writeDeadLetter } from '../platform/dead-letters.ts';
import { defineJob } from '../platform/jobs.ts';
import { startLoop } from '../platform/loop.ts';
import { type Wake, wakeOthers } from '../platform/wake.ts';
import type { BotContext } from './bot-context.ts';
import type { BotWork, ConnectedBot } from './connected-bots.ts';

const pollMilliseconds = 300;
const peopleAtOnce = 24;
const attemptLimit = 3;

export type BuildBot = (deps: Deps, connected: ConnectedBot) => Bot<BotContext>;

interface OpenUpdate {
  updateId: number;
  orderKey: string;
  payload: Update;
  attempts: number;
}

export function handleUpdates(parts: { deps: Deps; wake: Wake; buildBot: BuildBot }): BotWork {
  return async (connected, signal) => {
    const { deps, wake } = parts;
    const handler = createHandler(deps, connected, parts.buildBot(deps, connected));
    const loop = startLoop({ name: `updates ${connected.brandId}`, log: deps.log, step: handler.step });
    handler.onFree(loop.wake);
    const forget = wake.on('updates', loop.wake);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve());
    });
    forget();
    await loop.stop();
    await handler.idle();
  };
}

function createHandler(deps: Deps, connected: ConnectedBot, bot: Bot<BotContext>) {
  const { brandId, telegramBotId } = connected;
  /** People with an update under way, or resting after one that failed. */
  const busy = new Map<string, Promise<void>>();
  let tellFree = () => {};

  async function step(): Promise<number> {
    const count = peopleAtOnce - busy.size;
    if (count <= 0) return pollMilliseconds;
    const { rows } = await deps.db.pool.query<OpenUpdate>({
      name: 'open-updates',
      text: `select distinct on (order_key) update_id as "updateId", order_key as "orderKey", payload, attempts
               from telegram_update
              where brand_id = $1 and telegram_bot_id = $2 and handled_at is null and order_key <> all($3)
              order by order_key, update_id limit $4`,
      values: [brandId, telegramBotId, [...busy.keys()], count],
    });
    for (const row of rows) begin(row);
    return pollMilliseconds;
  }

  function begin(row: OpenUpdate): void {
    const work = handle(row)
      .catch((error: unknown) => deps.log.error({ err: error, brandId }, 'an update got stuck'))
      .finally(() => {
        busy.delete(row.orderKey);
        tellFree();
      });
    busy.set(row.orderKey, work);
  }

  async function handle(row: OpenUpdate): Promise<void> {
    try {
      await bot.handleUpdate(row.payload);
      await finish(row);
    } catch (error) {
      const cause = error instanceof BotError ? error.error : error;
      if (isPointless(cause)) return finish(row);
      await noteFailure(row, cause);
    }
  }

  /** The contents are personal and no longer needed; the id stays, so that a repeat is known. */
  async function finish(row: OpenUpdate): Promise<void> {
    await deps.db.pool.query(
      `update telegram_update set handled_at = $4, payload = '{}', attempts = attempts + 1
        where brand_id = $1 and telegram_bot_id = $2 and update_id = $3`,
      [brandId, telegramBotId, row.updateId, deps.clock.now()],
    );
  }

  async function noteFailure(row: OpenUpdate, error: unknown): Promise<void> {
    const attempts = row.attempts + 1;
    const isLast = attempts >= attemptLimit;
    deps.log.error(
      { err: error, brandId, updateId: row.updateId, attempts },
      'an update could not be handled',
    );
    const message = error instanceof Error ? error.message : String(error);
    await deps.db.prisma.$transaction(async (tx) => {
      await tx.telegramUpdate.update({
        where: {
          brandId_telegramBotId_updateId: { brandId, telegramBotId, updateId: row.updateId },
        },
        data: { attempts, error: message, handledAt: isLast ? deps.clock.now() : null },
      });
      if (!isLast) return;
      const payload = { brandId, telegramBotId, updateId: Number(row.updateId) };
      await writeDeadLetter(tx, deps.random, brandId, { job: handleAgainJob.name, payload, error, attempts });
    });
    if (!isLast) await rest(1_000 * attempts);
  }

  return {
    step,
    onFree(listener: () => void) {
      tellFree = listener;
    },
    async idle() {
      await Promise.all(busy.values());
    },
  };
}

/** The person has gone, or the question is stale: trying again changes nothing. */
function isPointless(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  if (error.error_code === 403) return true;
  return (
    error.error_code === 400 &&
    /query is too old|message is not modified|chat not found/i.test(error.description)
  );
}

/** Puts an update that failed for good back among the open ones. */
export const handleAgainJob = defineJob({
  name: 'telegram.handle-again',
  payload: z.object({ brandId: z.uuid(), telegramBotId: z.number(), updateId: z.number() }),
  async run(deps, { brandId, telegramBotId, updateId }) {
    await deps.db.prisma.$transaction(async (tx) => {
      await tx.telegramUpdate.updateMany({
        where: { brandId, telegramBotId, updateId, error: { not: null } },
        data: { handledAt: null, attempts: 0, error: null },
      });
      await wakeOthers(tx, 'updates');
    });
  },
});

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
