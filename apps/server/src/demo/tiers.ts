/** The demo brand's levels: by what was spent in the year, from the first cup to the regulars' table. */
import type { TierLevel, TierSettings } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { saveTierProgramme } from '../tiers/programme.ts';
import { recountCustomers } from '../tiers/recount.ts';
import { recountTiersJob } from '../tiers/tiers.jobs.ts';
import { ownerOf } from './rules.ts';

function level(
  name: TierLevel['name'],
  gives: Pick<TierLevel, 'color' | 'threshold' | 'multiplierPercent' | 'giftPoints' | 'benefits'>,
): TierLevel {
  return { id: null, picture: null, isLifetime: false, name, ...gives };
}

const settings: TierSettings = {
  basis: 'money',
  period: { kind: 'year' },
  atPeriodEnd: 'stepDown',
  graceDays: 14,
  warningDays: 14,
  levels: [
    level(
      { ru: 'Гость', en: 'Guest' },
      {
        color: '#a97142',
        threshold: 0,
        multiplierPercent: 100,
        giftPoints: 0,
        benefits: { ru: '', en: '' },
      },
    ),
    level(
      { ru: 'Завсегдатай', en: 'Regular' },
      {
        color: '#5f7f95',
        threshold: 700_000,
        multiplierPercent: 125,
        giftPoints: 100,
        benefits: { ru: 'Овсяное молоко без доплаты', en: 'Oat milk at no charge' },
      },
    ),
    level(
      { ru: 'Свой человек', en: 'Insider' },
      {
        color: '#c9a227',
        threshold: 2_000_000,
        multiplierPercent: 150,
        giftPoints: 300,
        benefits: {
          ru: 'Овсяное молоко без доплаты\nЗовём на каппинги раньше всех',
          en: 'Oat milk at no charge\nFirst to hear of cuppings',
        },
      },
    ),
  ],
};

/** As the owner would in the admin, so that the audit log tells of them too. */
export async function setUpTiers(deps: Deps, brandId: string): Promise<void> {
  const caller = await ownerOf(deps, brandId);
  await saveTierProgramme(deps, caller, { baseVersion: 0, settings, keepReachedUntil: null });
  await recountTiersJob.run(deps, { brandId });
}

/** What the worker does in real life after each purchase. */
export async function countDemoTiers(
  deps: Deps,
  brandId: string,
  customerIds: readonly string[],
): Promise<void> {
  await deps.db.prisma.$transaction((tx) =>
    recountCustomers(tx, deps, { brandId, customerIds, cause: 'events' }),
  );
}
