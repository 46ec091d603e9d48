/** Makes a brand whole: with a first programme version and first legal documents, so that nothing is ever missing. */
import type { BrandSettings, ProgrammeSettings } from '@regulars/contracts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';
import { Refusal } from '../platform/refusal.ts';
import { writeProgrammeVersion } from '../programme/versions.ts';
import { firstDocuments } from './first-documents.ts';

export interface NewBrand {
  slug: string;
  settings: BrandSettings;
  programme?: ProgrammeSettings;
  createdBy: string | null;
}

/** What a new brand starts with: 5% back, spendable at once, for a year, up to half of the bill. */
export const firstProgramme: ProgrammeSettings = {
  effect: { kind: 'percent', basisPoints: 500 },
  activationDelayDays: 0,
  expiry: { kind: 'months', months: 12, roundToMonthEnd: true },
  pointValueMinor: 100,
  redeemCapPercent: 50,
  minPaidMinor: 0,
  refundShortPolicy: 'to_zero',
  refundGraceDays: 14,
  welcomeBonusPoints: 0,
  expiryReminderDays: 7,
};

/** Answers the brand's id. Refuses `slug_taken`. */
export async function createBrand(tx: Tx, random: Random, brand: NewBrand): Promise<string> {
  const id = random.id();
  const { settings } = brand;
  try {
    await tx.brand.create({
      data: {
        id,
        slug: brand.slug,
        name: settings.name,
        accentColor: settings.accentColor,
        cardFrom: settings.cardColors[0],
        cardTo: settings.cardColors[1],
        zone: settings.zone,
        currency: settings.currency,
        languages: settings.languages,
        pointsName: settings.pointsName,
      },
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('slug_taken') : error;
  }
  await writeProgrammeVersion(tx, random, {
    brandId: id,
    version: 1,
    settings: brand.programme ?? firstProgramme,
    createdBy: brand.createdBy,
  });
  await tx.brandDocument.createMany({
    data: firstDocuments(settings.name).map((document) => ({ brandId: id, version: 1, ...document })),
  });
  return id;
}
