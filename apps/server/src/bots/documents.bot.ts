/** /privacy and /terms: the text in force, as Telegram's rules for bots demand. */
import { Composer } from 'grammy';
import { html } from '../platform/html.ts';
import { answer, appKeyboard, type BotContext, type BotParts } from './bot-context.ts';
import { buttonWords, replies } from './words.ts';

/** A message holds 4096 characters; the rest is behind the button. */
const shownCharacters = 3_500;

export function documentCommands(parts: BotParts): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('privacy', (context) => showDocument(parts, context, 'privacy'));
  composer.command(['terms', 'rules'], (context) => showDocument(parts, context, 'rules'));
  return composer;
}

async function showDocument(parts: BotParts, context: BotContext, kind: 'privacy' | 'rules'): Promise<void> {
  const { language } = context;
  const document = await parts.deps.db.prisma.brandDocument.findFirst({
    where: { brandId: parts.brandId, kind },
    orderBy: { version: 'desc' },
  });
  if (!document) return answer(context, html`${replies.documentMissing[language]}`);
  const text = language === 'ru' ? document.textRu : document.textEn;
  const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  const button = { text: buttonWords.document[language], screen: `documents/${kind}` };
  await answer(context, html`${shown}`, appKeyboard(parts, [button]));
}
