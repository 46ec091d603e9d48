/** A shared contact: a phone counts only if it is the sender's own. */
import { Composer } from 'grammy';
import { savePhone } from '../customers/phone.ts';
import { html } from '../platform/html.ts';
import { refusalWords } from '../platform/problem.ts';
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
      const merged = await savePhone(parts.deps, {
        brandId: parts.brandId,
        customerId: person.id,
        phoneNumber: contact.phone_number,
        actor: { kind: 'customer', id: person.id, name: '' },
      });
      parts.deps.live.publish(parts.brandId, person.id);
      const reply = merged ? replies.phoneMerged : replies.phoneSaved;
      await answer(context, html`${reply[language]}`);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status >= 500) throw error;
      const [title, detail] = refusalWords(error, language);
      await answer(context, html`${title}. ${detail}`);
    }
  });
  return composer;
}
