/** Finds out who writes: the person's record is made on their first message, with the link they came by. */
import { Composer } from 'grammy';
import { publicBrand } from '../brands/public.ts';
import { spokenLanguage } from '../brands/spoken-language.ts';
import { findOrCreatePerson } from '../customers/people.ts';
import { withOwnWelcome } from '../customers/welcome-offer.ts';
import { languageOfCode } from '../platform/language.ts';
import type { BotContext, BotParts } from './bot-context.ts';

const startCommand = /^\/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*$/;

export function identify(parts: BotParts): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.use(async (context, next) => {
    const { from } = context;
    if (!from) return;
    const { deps, brandId, slug } = parts;
    const { id } = await deps.db.prisma.$transaction((tx) =>
      findOrCreatePerson(tx, deps.random, {
        brandId,
        user: {
          id: from.id,
          firstName: from.first_name,
          lastName: from.last_name ?? null,
          username: from.username ?? null,
          language: languageOfCode(from.language_code),
          photoUrl: null,
          allowsWriteToPm: null,
        },
        source: startPayload(context.message?.text),
        hasStartedBot: true,
      }),
    );
    const record = await deps.db.prisma.customer.findUniqueOrThrow({
      where: { brandId_id: { brandId, id } },
      select: { firstName: true, language: true, joinedAt: true, wallet: { select: { available: true } } },
    });
    const brand = await publicBrand(deps, slug);
    context.brand = record.joinedAt
      ? brand
      : await withOwnWelcome(deps, brand, { brandId, telegramId: from.id });
    context.language = spokenLanguage(context.brand.languages, record.language);
    context.person = {
      id,
      firstName: record.firstName ?? from.first_name,
      isMember: record.joinedAt !== null,
      available: Number(record.wallet?.available ?? 0),
    };
    await next();
  });
  return composer;
}

function startPayload(text: string | undefined): string | null {
  return text?.match(startCommand)?.[1] ?? null;
}
