/** The whole bot of a brand: every composer in order, refusals in words, the hint last. */
import { autoRetry } from '@grammyjs/auto-retry';
import { Bot } from 'grammy';
import type { BotContext, BotParts } from './bots/bot-context.ts';
import { cardCommand } from './bots/card.bot.ts';
import { consentCommands } from './bots/consent.bot.ts';
import { contactMessages } from './bots/contact.bot.ts';
import { documentCommands } from './bots/documents.bot.ts';
import { identify } from './bots/identify.bot.ts';
import { reachabilityUpdates } from './bots/reachability.bot.ts';
import { hint, startCommands } from './bots/start.bot.ts';
import type { ConnectedBot } from './bots/connected-bots.ts';
import type { Deps } from './deps.ts';
import { receiptPhotos } from './receipts/receipts.bot.ts';
import { refusalWords } from './platform/problem.ts';
import { Refusal } from './platform/refusal.ts';

const callSeconds = 20;

export function buildBot(deps: Deps, connected: ConnectedBot): Bot<BotContext> {
  const parts: BotParts = { deps, brandId: connected.brandId, slug: connected.slug };
  const bot = new Bot<BotContext>(connected.token, {
    botInfo: botInfo(connected),
    client: { apiRoot: deps.config.telegram.apiRoot, timeoutSeconds: callSeconds },
  });
  // An answer whose fate is unknown is not repeated: the person would read it twice.
  bot.api.config.use(
    autoRetry({
      maxRetryAttempts: 2,
      maxDelaySeconds: 10,
      rethrowInternalServerErrors: true,
      rethrowHttpErrors: true,
    }),
  );
  bot.use(reachabilityUpdates(parts));
  bot.on('callback_query', (context) => context.answerCallbackQuery());
  const chats = bot.chatType('private').on('message');
  chats.use(identify(parts));
  chats.use(tellRefusals);
  chats.use(startCommands(parts));
  chats.use(cardCommand(parts));
  chats.use(consentCommands(parts));
  chats.use(documentCommands(parts));
  chats.use(contactMessages(parts));
  chats.use(receiptPhotos({ ...parts, token: connected.token }));
  chats.use(hint(parts));
  return bot;
}

/** A refusal is an answer in words; anything else goes to whoever handles updates, to be tried again. */
async function tellRefusals(context: BotContext, next: () => Promise<void>): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await context.reply(refusalWords(error, context.language).join('. '));
  }
}

/** Given, so that starting a bot asks Telegram nothing. */
function botInfo(connected: ConnectedBot) {
  return {
    id: connected.telegramBotId,
    is_bot: true,
    first_name: connected.name,
    username: connected.username,
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  } as const;
}
