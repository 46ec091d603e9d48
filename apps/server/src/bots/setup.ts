/** Sets what a bot needs at Telegram and says, step by step, what could not be set. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { type Telegram, TelegramRefusal } from '../platform/telegram.ts';
import type { CheckResult } from './checks.ts';
import { setWebhook } from './receive.ts';
import { botDescription, botShortDescription, buttonWords, commandWords, type ProblemCode } from './words.ts';

export interface BotToSetUp {
  brandId: string;
  slug: string;
  brandName: string;
  languages: readonly ('ru' | 'en')[];
  token: string;
  webhookSecret: string;
  isRevoked: boolean;
}

interface Parts {
  deps: Deps;
  telegram: Telegram;
}

const webhookInfo = z.object({
  last_error_date: z.number().optional(),
  pending_update_count: z.number().default(0),
});
const recentErrorSeconds = 600;
const dayMilliseconds = 86_400_000;

/** Throws TelegramUnreachable when Telegram is away: then nothing can be said about anything. */
export async function setUpBot(parts: Parts, bot: BotToSetUp): Promise<CheckResult[]> {
  if (bot.isRevoked) return [{ name: 'token', problem: 'token_revoked' }];
  return [
    { name: 'token', problem: null },
    { name: 'updates', problem: await setUpUpdates(parts, bot) },
    { name: 'menu_button', problem: await setUpMenuButton(parts, bot) },
    { name: 'commands', problem: await problemOf(() => setUpCommands(parts, bot), 'commands_failed') },
    {
      name: 'descriptions',
      problem: await problemOf(() => setUpDescriptions(parts, bot), 'descriptions_failed'),
    },
    { name: 'sending', problem: await checkSending(parts, bot) },
  ];
}

async function setUpUpdates({ deps, telegram }: Parts, bot: BotToSetUp): Promise<ProblemCode | null> {
  try {
    if (deps.config.telegram.updates === 'polling') {
      await telegram.call(bot.token, 'deleteWebhook', { drop_pending_updates: false });
      return null;
    }
    const before = webhookInfo.parse(await telegram.call(bot.token, 'getWebhookInfo', {}));
    await setWebhook(telegram, deps.config.publicUrl, bot);
    const now = Date.now() / 1_000;
    const isFailing =
      before.last_error_date !== undefined && now - before.last_error_date < recentErrorSeconds;
    return isFailing && before.pending_update_count > 0 ? 'updates_undelivered' : null;
  } catch (error) {
    if (!(error instanceof TelegramRefusal)) throw error;
    return /https|port/i.test(error.description) ? 'updates_https' : 'updates_failed';
  }
}

async function setUpMenuButton({ deps, telegram }: Parts, bot: BotToSetUp): Promise<ProblemCode | null> {
  const text = buttonWords.menu[bot.languages[0] ?? 'ru'];
  const url = `${deps.config.publicUrl}/app/${bot.slug}/`;
  try {
    await telegram.call(bot.token, 'setChatMenuButton', {
      menu_button: { type: 'web_app', text, web_app: { url } },
    });
    return null;
  } catch (error) {
    if (!(error instanceof TelegramRefusal)) throw error;
    return /https|url/i.test(error.description) ? 'menu_https' : 'menu_failed';
  }
}

async function setUpCommands({ telegram }: Parts, bot: BotToSetUp): Promise<void> {
  for (const [language, code] of languagesToSet(bot)) {
    const commands = Object.entries(commandWords).map(([command, words]) => ({
      command,
      description: words[language],
    }));
    await telegram.call(bot.token, 'setMyCommands', { commands, ...code });
  }
}

async function setUpDescriptions({ telegram }: Parts, bot: BotToSetUp): Promise<void> {
  const long = botDescription(bot.brandName);
  const short = botShortDescription(bot.brandName);
  for (const [language, code] of languagesToSet(bot)) {
    await telegram.call(bot.token, 'setMyDescription', {
      description: long[language].slice(0, 512),
      ...code,
    });
    await telegram.call(bot.token, 'setMyShortDescription', {
      short_description: short[language].slice(0, 120),
      ...code,
    });
  }
}

/** The brand's first language for everyone, then each of its languages for those who use it. */
function languagesToSet(bot: BotToSetUp): ['ru' | 'en', { language_code?: string }][] {
  const first = bot.languages[0] ?? 'ru';
  return [[first, {}], ...bot.languages.map((one): ['ru' | 'en', object] => [one, { language_code: one }])];
}

async function checkSending({ deps }: Parts, bot: BotToSetUp): Promise<ProblemCode | null> {
  const since = new Date(deps.clock.now().getTime() - dayMilliseconds);
  const failed = await deps.db.prisma.delivery.count({
    where: { brandId: bot.brandId, state: 'failed', queuedAt: { gte: since } },
  });
  return failed > 0 ? 'sending_failed' : null;
}

async function problemOf(work: () => Promise<void>, problem: ProblemCode): Promise<ProblemCode | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof TelegramRefusal)) throw error;
    return problem;
  }
}
