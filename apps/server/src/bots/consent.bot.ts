/** /stop and /resume: the marketing consent, as easy to take back as to give. */
import { Composer } from 'grammy';
import { documentVersion, setConsent } from '../customers/consents.ts';
import { html } from '../platform/html.ts';
import { answer, type BotContext, type BotParts } from './bot-context.ts';
import { wayIn } from './start.bot.ts';
import { replies } from './words.ts';

export function consentCommands(parts: BotParts): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('stop', async (context) => {
    await setMarketing(parts, context.person.id, false);
    await answer(context, html`${replies.stopped[context.language]}`);
  });
  composer.command('resume', async (context) => {
    if (!context.person.isMember) {
      return answer(context, html`${replies.joinFirst[context.language]}`, wayIn(parts, context));
    }
    await setMarketing(parts, context.person.id, true);
    await answer(context, html`${replies.resumed[context.language]}`);
  });
  return composer;
}

async function setMarketing(
  { deps, brandId }: BotParts,
  customerId: string,
  granted: boolean,
): Promise<void> {
  await deps.db.prisma.$transaction(async (tx) => {
    const version = await documentVersion(tx, brandId, 'marketing');
    await setConsent(tx, deps.random, {
      brandId,
      customerId,
      kind: 'marketing',
      granted,
      version,
      source: 'bot',
      at: deps.clock.now(),
    });
  });
}
