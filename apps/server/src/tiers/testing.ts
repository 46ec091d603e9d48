/** What tests of tiers share: levels written shortly, and the worker's part done on the spot. */
import type { TierLevel, TierSettings } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { dispatch } from '../platform/dispatcher.ts';
import { tierRecount } from './hear-events.ts';
import { tierMessages } from './tier-messages.ts';

export function level(name: string, threshold: number, more: Partial<TierLevel> = {}): TierLevel {
  return {
    id: null,
    name: { ru: name, en: name },
    color: '#8a6d3b',
    picture: null,
    threshold,
    multiplierPercent: 100,
    giftPoints: 0,
    benefits: { ru: '', en: '' },
    isLifetime: false,
    ...more,
  };
}

/** Bronze, Silver from 10,000 and Gold from 20,000 in whole money, by all that was spent. */
export function tierSettings(changes: Partial<TierSettings> = {}): TierSettings {
  return {
    basis: 'money',
    period: { kind: 'ever' },
    atPeriodEnd: 'earned',
    graceDays: 0,
    warningDays: 0,
    levels: [level('Bronze', 0), level('Silver', 1_000_000), level('Gold', 2_000_000)],
    ...changes,
  };
}

/** Hands out every event that waits, those that handing out makes included. */
export async function hearAll(deps: Deps): Promise<void> {
  while (await dispatch(deps, [tierRecount, tierMessages]));
}
