/** The home screen of a brand: figures against the span before, how things stand, first steps. */
import type { Today } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { spansOf } from './spans.ts';
import { latestPurchases, type SpanFigures, spanFigures, type Standing, standing } from './today.sql.ts';

const latestCount = 8;
const soonMilliseconds = 30 * 24 * 60 * 60 * 1_000;

export async function getToday(deps: Deps, brandId: string, period: Today['period']): Promise<Today> {
  const { pool } = deps.db;
  const now = deps.clock.now();
  const soon = new Date(now.getTime() + soonMilliseconds);
  const [stand, latest] = await Promise.all([
    standing(pool, { brandId, now, soon }),
    latestPurchases(pool, brandId, latestCount),
  ]);
  const spans = spansOf(period, now, stand.zone);
  const [current, previous, ...days] = await spanFigures(pool, brandId, [
    spans.current,
    spans.previous,
    ...spans.days,
  ]);
  if (!current || !previous) throw new Error('every span has its figures');
  return {
    at: now.toISOString(),
    period,
    ...figures(current, previous, days),
    members: stand.members,
    outstandingPoints: stand.outstandingPoints,
    liabilityMinor: stand.outstandingPoints * stand.pointValueMinor,
    expiringSoonPoints: stand.expiringSoonPoints,
    latest,
    checklist: checklist(stand),
  };
}

type Figures = Pick<
  Today,
  | 'revenueMinor'
  | 'purchases'
  | 'averageReceiptMinor'
  | 'newMembers'
  | 'earnedPoints'
  | 'redeemedPoints'
  | 'repeatPercent'
>;

function figures(current: SpanFigures, previous: SpanFigures, days: readonly SpanFigures[]): Figures {
  const figure = (of: (span: SpanFigures) => number) => ({
    value: of(current),
    previous: of(previous),
    series: days.map(of),
  });
  return {
    revenueMinor: figure((span) => span.paidMinor),
    purchases: figure((span) => span.purchases),
    averageReceiptMinor: figure((span) => ratio(span.billMinor, span.purchases)),
    newMembers: figure((span) => span.newMembers),
    earnedPoints: figure((span) => span.earnedPoints),
    redeemedPoints: figure((span) => span.redeemedPoints),
    repeatPercent: figure((span) => ratio(100 * span.returningBuyers, span.buyers)),
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round(part / whole);
}

function checklist(now: Standing): Today['checklist'] {
  return [
    { name: 'bot', done: now.hasBot },
    { name: 'programme', done: now.hasOwnProgramme },
    { name: 'look', done: now.hasOwnLook },
    { name: 'api_key', done: now.hasApiKey },
    { name: 'first_member', done: now.members > 0 },
    { name: 'first_purchase', done: now.hasPurchase },
    { name: 'team', done: now.staffCount > 1 },
  ];
}
