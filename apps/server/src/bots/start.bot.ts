/** /start, /help and the answer to whatever the bot does not understand. */
import { Composer } from 'grammy';
import { html } from '../platform/html.ts';
import { answer, appKeyboard, appUrl, type BotContext, type BotParts } from './bot-context.ts';
import { buttonWords, greetMember, greetStranger, help, homeButton, replies } from './words.ts';

export function startCommands(parts: BotParts): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('start', async (context) => {
    const { language, person, brand } = context;
    const text = person.isMember
      ? greetMember(language, brand, person)
      : greetStranger(language, brand, person.firstName);
    await answer(context, text, wayIn(parts, context));
    await sayMenuButton(parts, context);
  });
  composer.command('help', (context) =>
    answer(context, help(context.language, context.brand), wayIn(parts, context)),
  );
  return composer;
}

/** The bot's own button speaks the brand's first language; a chat in another one gets its own. */
async function sayMenuButton(parts: BotParts, context: BotContext): Promise<void> {
  const { language, brand } = context;
  if (language === brand.languages[0]) return;
  await context.setChatMenuButton({
    menu_button: {
      type: 'web_app',
      text: buttonWords.menu[language],
      web_app: { url: appUrl(parts, '') },
    },
  });
}

/** Stands last: only what nothing else took comes here. */
export function hint(parts: BotParts): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on(
    ['message:text', 'message:photo', 'message:voice', 'message:sticker', 'message:document'],
    (context) => answer(context, html`${replies.hint[context.language]}`, wayIn(parts, context)),
  );
  return composer;
}

/** The next step: joining for strangers, the card for members. */
export function wayIn(parts: BotParts, { language, person, brand }: BotContext) {
  if (!person.isMember) return appKeyboard(parts, [{ text: buttonWords.join[language], screen: '' }]);
  return appKeyboard(parts, [
    { text: buttonWords.card[language], screen: 'card' },
    { text: homeButton(language, brand), screen: '' },
  ]);
}
