// getUpdates: long polling.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { conflict } from '../errors.ts';
import { integerParameter, jsonParameter } from '../parameters.ts';

const MAX_TIMEOUT_SECONDS = 50;

export const allowedUpdatesParameter = jsonParameter(
  z.array(z.string()).optional(),
  "can't parse allowed updates",
);

export const getUpdates = defineMethod({
  name: 'getUpdates',
  parameters: z.object({
    offset: integerParameter,
    limit: integerParameter,
    timeout: integerParameter,
    allowed_updates: allowedUpdatesParameter,
  }),
  run: ({ world, bot, signal }, parameters) => {
    if (bot.webhook) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    bot.allowedUpdates = renewAllowedUpdates(bot.allowedUpdates, parameters.allowed_updates);
    const queue = world.queueOf(bot);
    const updates = queue.poll({
      offset: parameters.offset ?? 0,
      limit: Math.min(Math.max(parameters.limit ?? 100, 1), 100),
      timeoutSeconds: Math.min(parameters.timeout ?? 0, MAX_TIMEOUT_SECONDS),
    });
    signal?.addEventListener('abort', () => queue.endPoll(updates), { once: true });
    return updates;
  },
});

/** Left out keeps what was set; an empty list means Telegram's default. */
export function renewAllowedUpdates(previous: string[] | null, given: string[] | undefined): string[] | null {
  if (given === undefined) return previous;
  return given.length === 0 ? null : given;
}
