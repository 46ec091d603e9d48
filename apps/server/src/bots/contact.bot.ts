/** A shared contact: a phone counts only if it is the sender's own. */
import { Composer } from 'grammy';
import { savePhone } from '../customers/phone.ts';
import { html } from '../platform/html.ts';
import { Refusal } from '../platform/refusal.ts';
import { answer, type BotContext, type BotParts } from './bot-context.ts';
import { wayIn } from './start.bot.ts';
import { replies } from './words.ts';

export function contactMessages(parts: BotParts): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message:contact', async (context) => {
    const { language, person } = context;
    const { contact } = context.message;
    if (contact.user_id !== context.from.id) {
      return answer(context, html`${replies.notYourPhone[language]}`);
    }
    if (!person.isMember) {
      return answer(context, html`${replies.joinFirst[language]}`, wayIn(parts, context));
    }
    try {
      await savePhone(parts.deps, parts.brandId, person.id, contact.phone_number);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'contact_taken') throw error;
      return answer(context, html`${replies.phoneTaken[language]}`);
    }
    parts.deps.live.publish(parts.brandId, person.id);
    await answer(context, html`${replies.phoneSaved[language]}`);
  });
  return composer;
}
