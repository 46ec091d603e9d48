/** Which level somebody is in, from what was counted day by day: pure rules over days of the brand's zone. */
import type { TierPeriod, tierPeriodEnds } from '@regulars/contracts';

export interface TierTerms {
  period: TierPeriod;
  atPeriodEnd: (typeof tierPeriodEnds)[number];
  graceDays: number;
  /** From the lowest up. */
  levels: readonly LevelTerms[];
}

export interface LevelTerms {
  id: string;
  threshold: number;
  isLifetime: boolean;
}

/** What was counted on a day; days since 1970 in the brand's zone, in order, each once. */
export interface CountedDay {
  day: number;
  amount: number;
}

export interface Drop {
  day: number;
  rank: number;
}

export interface Place {
  /** -1 is below the lowest level. */
  rank: number;
  /** The days on which it falls if nothing more is counted, one after the other, and what comes then. */
  drops: Drop[];
  /** Counted in the period that runs. */
  counted: number;
  /** What must be counted now to put the drop off; null where nothing can or need be done now. */
  missingToKeep: number | null;
}

/**
 * Lives through all that was counted up to and including `today`. Each level has an end of its own: it moves on
 * whenever the level is earned, so more can never lower anybody. What was refunded must be out of the days already:
 * it was never bought.
 */
export function placeOf(terms: TierTerms, days: readonly CountedDay[], today: number): Place {
  const book = openBook(days.filter(({ day }) => day <= today));
  const ends = lowestEnds(terms);
  let rank = rankOn(ends, Number.NEGATIVE_INFINITY);
  for (const { day } of book.days) {
    rank = passDays(terms, ends, rank, day);
    earn(terms, book, ends, day);
    rank = Math.max(rank, rankOn(ends, day));
  }
  rank = passDays(terms, ends, rank, today);
  const drops = nextDrops(terms, [...ends], rank);
  const [drop] = drops;
  return {
    rank,
    drops,
    counted: countedOn(terms, book, today),
    missingToKeep: drop ? missingToKeep(terms, book, { rank, drop, today }) : null,
  };
}

/** The highest level whose threshold is reached. */
export function rankOf({ levels }: Pick<TierTerms, 'levels'>, amount: number): number {
  return levels.findLastIndex(({ threshold }) => amount >= threshold);
}

/** By level, the first day on which it is over; never held is long over. */
type Ends = number[];

function lowestEnds({ levels }: TierTerms): Ends {
  return levels.map(({ threshold }) =>
    threshold === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
  );
}

function rankOn(ends: Ends, day: number): number {
  return ends.findLastIndex((end) => end > day);
}

function lengthen(terms: TierTerms, ends: Ends, rank: number, end: number): void {
  const stays =
    terms.atPeriodEnd === 'keep' || terms.levels[rank]?.isLifetime || terms.period.kind === 'ever';
  ends[rank] = Math.max(ends[rank] ?? 0, stays ? Number.POSITIVE_INFINITY : end + terms.graceDays);
}

function earn(terms: TierTerms, book: Book, ends: Ends, day: number): void {
  const earned = rankOf(terms, countedOn(terms, book, day));
  for (let rank = 0; rank <= earned; rank++) lengthen(terms, ends, rank, endOfEarned(terms.period, day));
  const ended = lastPeriodInGrace(terms, day);
  if (ended === null) return;
  // Grace saves what is still held; nobody rises by it.
  const saved = Math.min(rankOf(terms, book.sum(ended, day + 1)), rankOn(ends, day));
  for (let rank = 0; rank <= saved; rank++) lengthen(terms, ends, rank, endOfEarned(terms.period, ended));
}

/** A level earned on a day lives that many whole days more, or through the next calendar period. */
function endOfEarned(period: TierPeriod, day: number): number {
  return period.kind === 'days' ? day + period.days + 1 : shiftedStart(period, day, 2);
}

/** The first day of the calendar period that has ended, while its grace lasts. */
function lastPeriodInGrace({ period, graceDays }: TierTerms, day: number): number | null {
  if (period.kind === 'days' || period.kind === 'ever') return null;
  return day < shiftedStart(period, day, 0) + graceDays ? shiftedStart(period, day, -1) : null;
}

/** Lets levels end up to the morning of `until`, one after the other; answers what is held then. */
function passDays(terms: TierTerms, ends: Ends, from: number, until: number): number {
  let rank = from;
  for (;;) {
    const end = ends[rank];
    if (end === undefined || end > until) return rank;
    rank = fall(terms, ends, rank, end);
  }
}

/** From a level whose end has come. */
function fall(terms: TierTerms, ends: Ends, rank: number, day: number): number {
  if (terms.atPeriodEnd === 'stepDown' && rank > 0) {
    const { period } = terms;
    lengthen(
      terms,
      ends,
      rank - 1,
      period.kind === 'days' ? day + period.days : shiftedStart(period, day, 1),
    );
  }
  return rankOn(ends, day);
}

function nextDrops(terms: TierTerms, ends: Ends, from: number): Drop[] {
  const drops: Drop[] = [];
  for (let rank = from, day = ends[rank]; day !== undefined && Number.isFinite(day); day = ends[rank]) {
    rank = fall(terms, ends, rank, day);
    drops.push({ day, rank });
  }
  return drops;
}

function missingToKeep(
  terms: TierTerms,
  book: Book,
  { rank, drop, today }: { rank: number; drop: Drop; today: number },
): number | null {
  const threshold = terms.levels[rank]?.threshold ?? 0;
  const from = terms.period.kind === 'days' ? null : lastPeriodInGrace(terms, today);
  if (from !== null && drop.day === shiftedStart(terms.period, from, 1) + terms.graceDays) {
    return Math.max(0, threshold - book.sum(from, today + 1));
  }
  const counted = countedOn(terms, book, today);
  const isEarnedAlready = terms.period.kind !== 'days' && counted >= threshold;
  return isEarnedAlready ? null : Math.max(0, threshold - counted);
}

/** What counts towards a level on a day. */
function countedOn({ period }: TierTerms, book: Book, day: number): number {
  if (period.kind === 'ever') return book.sum(Number.NEGATIVE_INFINITY, day + 1);
  return book.sum(period.kind === 'days' ? day - period.days + 1 : shiftedStart(period, day, 0), day + 1);
}

interface Book {
  days: readonly CountedDay[];
  /** Of the days from `from` up to, not including, `until`. */
  sum(from: number, until: number): number;
}

function openBook(days: readonly CountedDay[]): Book {
  const totals = [0];
  for (const { amount } of days) totals.push((totals.at(-1) ?? 0) + amount);
  const before = (day: number) => {
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((days[middle]?.day ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    return totals[low] ?? 0;
  };
  return { days, sum: (from, until) => before(until) - before(from) };
}

const dayMilliseconds = 86_400_000;
const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** The first day of the calendar period that a day lies in, moved by whole periods. */
function shiftedStart({ kind }: TierPeriod, day: number, by: number): number {
  // Since joining is one period without an end: what it earns stays.
  if (kind === 'days' || kind === 'ever') return day;
  const months = monthsOf[kind];
  const date = new Date(day * dayMilliseconds);
  const first = Math.floor(date.getUTCMonth() / months) * months;
  return Date.UTC(date.getUTCFullYear(), first + by * months) / dayMilliseconds;
}
