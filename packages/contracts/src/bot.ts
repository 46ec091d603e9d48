/** The brand's bot: connecting it by its token and telling what is wrong in words. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { instant, slug } from './primitives.ts';

export const botCheck = z.object({
  /** As in `webhook`, `menu_button`, `commands`, `descriptions`, `inbox`. */
  name: z.enum(['token', 'updates', 'menu_button', 'commands', 'descriptions', 'sending']),
  ok: z.boolean(),
  /** What is wrong and what to do, in the reader's language; null when fine. */
  problem: z.string().nullable(),
});

export const bot = z.object({
  connected: z.boolean(),
  id: z.number().int().nullable(),
  username: z.string().nullable(),
  name: z.string().nullable(),
  photoUrl: z.string().nullable(),
  updates: z.enum(['polling', 'webhook']),
  connectedAt: instant.nullable(),
  lastUpdateAt: instant.nullable(),
  checks: z.array(botCheck),
});
export type Bot = z.infer<typeof bot>;

const bySlug = z.object({ slug });

export const getBot = defineRoute('getBot', {
  access: { kind: 'staff', permission: 'brand.read' },
  summary: 'The connected bot and the result of the last checks.',
  params: bySlug,
  response: bot,
  success: 200,
  errors: ['brand_not_found'],
});

export const connectBot = defineRoute('connectBot', {
  access: { kind: 'staff', permission: 'bot.write' },
  summary:
    'Takes a token, asks Telegram who it is, then sets updates, menu button, commands and descriptions.',
  params: bySlug,
  body: z.strictObject({ token: z.string().trim().min(10).max(100) }),
  response: bot,
  success: 200,
  errors: ['bot_token_invalid', 'bot_taken', 'telegram_unreachable', 'validation_failed'],
});

export const checkBot = defineRoute('checkBot', {
  access: { kind: 'staff', permission: 'bot.write' },
  summary: 'Asks Telegram again how things stand, and sets what has come off.',
  params: bySlug,
  response: bot,
  success: 200,
  errors: ['bot_missing', 'telegram_unreachable'],
});

export const disconnectBot = defineRoute('disconnectBot', {
  access: { kind: 'staff', permission: 'bot.write' },
  summary: 'Forgets the token and stops the bot.',
  params: bySlug,
  success: 204,
  errors: ['bot_missing'],
});
