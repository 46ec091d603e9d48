/** /card: the member card as a picture, for phones and moments in which the Mini App does not open. */
import { Composer, InputFile } from 'grammy';
import qrcode from 'qrcode';
import { issueCard } from '../customers/cards.ts';
import { html } from '../platform/html.ts';
import { answer, appKeyboard, type BotContext, type BotParts } from './bot-context.ts';
import { wayIn } from './start.bot.ts';
import { buttonWords, cardCaption, replies } from './words.ts';

const sidePixels = 640;
const quietZoneModules = 3;

export function cardCommand(parts: BotParts): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('card', async (context) => {
    const { language, brand, person } = context;
    if (!person.isMember) {
      return answer(context, html`${replies.joinFirst[language]}`, wayIn(parts, context));
    }
    const { card, code } = await issueCard(parts.deps, parts.brandId, person.id);
    const picture = await qrcode.toBuffer(card, {
      width: sidePixels,
      margin: quietZoneModules,
      errorCorrectionLevel: 'M',
    });
    await context.replyWithPhoto(new InputFile(picture, 'card.png'), {
      caption: cardCaption(language, brand, { code, available: person.available }).source,
      parse_mode: 'HTML',
      reply_markup: appKeyboard(parts, [{ text: buttonWords.card[language], screen: 'card' }]),
    });
  });
  return composer;
}
