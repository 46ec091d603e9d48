/** A receipt on which the brand's own rules can be seen at work: goods they name, at a time when they pay. */
import type { EarningCondition, EarningRule, PurchaseLine } from '@regulars/contracts';
import { fromWallClock, wallClock } from '../../app/parts/moments.ts';

const mostKinds = 3;
const dayMilliseconds = 86_400_000;

export interface SampleBill {
  totalMinor: number;
  lines: PurchaseLine[];
}

/** An even share of the sum for each category that the rules name, and one for other goods. */
export function sampleBill(rules: readonly EarningRule[], totalMinor: number, other: string): SampleBill {
  const kinds = [...new Set(rules.flatMap(categoriesOf))].slice(0, mostKinds);
  const names = [...kinds, null];
  const share = Math.floor(totalMinor / names.length);
  const lines = names.map((category, index) => ({
    id: String(index + 1),
    name: category ?? other,
    ...(category === null ? {} : { category }),
    quantity: 1,
    unitPriceMinor: index === names.length - 1 ? totalMinor - share * kinds.length : share,
  }));
  return { totalMinor, lines };
}

/** The next day and hour that the first rule with hours or weekdays asks for; null when none does. */
export function sampleMoment(rules: readonly EarningRule[], zone: string, now: Date): string | null {
  const facts = rules.flatMap(({ settings }) => timesOf(settings.conditions));
  const hours = facts.find((fact) => fact.kind === 'hours');
  const weekdays = facts.find((fact) => fact.kind === 'weekday')?.weekdays;
  if (!hours && !weekdays) return null;
  const days = [1, 2, 3, 4, 5, 6, 7].map((ahead) =>
    wallClock(new Date(now.getTime() + ahead * dayMilliseconds).toISOString(), zone).slice(0, 10),
  );
  const day = days.find((one) => !weekdays || weekdays.includes(weekdayOf(one))) ?? days[0];
  return fromWallClock(`${day} ${hours?.from ?? '12:00'}:00`, zone);
}

type TimeFact = Extract<EarningCondition, { kind: 'hours' | 'weekday' }>;

/** Those that must hold in any case. */
function timesOf(condition: EarningCondition): TimeFact[] {
  if (condition.kind === 'all') return condition.of.flatMap(timesOf);
  return condition.kind === 'hours' || condition.kind === 'weekday' ? [condition] : [];
}

/** 1 is Monday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

function categoriesOf({ settings: { effect } }: EarningRule): string[] {
  return 'lines' in effect ? (effect.lines?.categories ?? []) : [];
}
