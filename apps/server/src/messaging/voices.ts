/** Finds out in which words a brand speaks to a person: names from the brand, language from the person. */
import { currency, language, pointsName, zone } from '@regulars/contracts';
import { z } from 'zod';
import { spokenLanguage } from '../brands/spoken-language.ts';
import type { Tx } from '../platform/db.ts';
import type { Voice } from './wallet.words.ts';

const brandWords = z.object({ name: z.string(), pointsName, currency, zone, languages: z.array(language) });

export interface Voices {
  /** Null for people who are gone or whom Telegram does not know. */
  of(customerId: string): Voice | null;
}

export async function findVoices(
  tx: Tx,
  brandId: string,
  customerIds: readonly (string | null)[],
): Promise<Voices> {
  const ids = [...new Set(customerIds.filter((id) => id !== null))];
  const brand = brandWords.parse(await tx.brand.findUniqueOrThrow({ where: { id: brandId } }));
  const people = await tx.customer.findMany({
    where: { brandId, id: { in: ids }, telegramId: { not: null }, deletedAt: null },
    select: { id: true, language: true },
  });
  const languages = new Map(people.map((person) => [person.id, person.language]));
  return {
    of(customerId) {
      const wanted = languages.get(customerId);
      if (wanted === undefined) return null;
      return {
        language: spokenLanguage(brand.languages, wanted),
        brandName: brand.name,
        pointsName: brand.pointsName,
        currency: brand.currency,
        zone: brand.zone,
      };
    },
  };
}
