/** What every handler of the bot is given: the brand, the person and their language. */
import type { Language, PublicBrand } from '@regulars/contracts';
import type { Context } from 'grammy';
import type { Deps } from '../deps.ts';
import type { Html } from '../platform/html.ts';

export interface BotPerson {
  id: string;
  firstName: string;
  isMember: boolean;
  available: number;
}

export interface BotContext extends Context {
  brand: PublicBrand;
  person: BotPerson;
  language: Language;
}

export interface BotParts {
  deps: Deps;
  brandId: string;
  slug: string;
}

/** A screen's address; the empty one is home. */
export function appUrl({ deps, slug }: BotParts, screen: string): string {
  return `${deps.config.publicUrl}/app/${slug}/${screen}`;
}

interface WebAppButton {
  text: string;
  web_app: { url: string };
}

/** Buttons under a message, each opening a screen of the Mini App. */
export function appKeyboard(parts: BotParts, buttons: readonly { text: string; screen: string }[]) {
  const inline_keyboard: WebAppButton[][] = buttons.map(({ text, screen }) => [
    { text, web_app: { url: appUrl(parts, screen) } },
  ]);
  return { inline_keyboard };
}

/** Answers in the chat; a reply is no broadcast, so it does not go through the queue. */
export async function answer(
  context: BotContext,
  text: Html,
  keyboard?: ReturnType<typeof appKeyboard>,
): Promise<void> {
  await context.reply(text.source, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(keyboard ? { reply_markup: keyboard } : {}),
  });
}
