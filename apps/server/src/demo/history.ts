/** Months of the demo's life, day by day: people join, come by their habit, pay with points, now and then return something. */
import type { PurchaseBody } from '@regulars/contracts';
import { menu } from '@regulars/prisma/seed/zerno';
import type { Deps } from '../deps.ts';
import { settleDueJob } from '../ledger/ledger.jobs.ts';
import type { manualClock } from '../platform/clock.ts';
import { openPurchasing, type Purchasing } from '../purchases/purchases.ts';
import type { Chance } from './chance.ts';
import { countDemoTiers } from './tiers.ts';
import { type DemoMember, type DemoPerson, joinPerson } from './people.ts';

export const historyDays = 150;
/** Every hour in real life; here it only has to look like it. */
const daysBetweenExpiries = 5;
const dayMilliseconds = 86_400_000;
/** The shops open at seven and close at ten in the evening, Moscow time. */
const openingHourUtc = 4;
const openHours = 15;

export interface HistoryParts {
  deps: Deps;
  clock: ReturnType<typeof manualClock>;
  chance: Chance;
  brand: { id: string; slug: string };
  shopIds: readonly string[];
  /** The present: no purchase lies after it. */
  now: Date;
  /** What else happens in the morning of a day, so many days before the present. */
  eachMorning: (daysAgo: number) => Promise<void>;
}

interface Visit {
  at: Date;
  customerId: string;
}

/** Answers how many purchases were made. */
export async function liveThrough(parts: HistoryParts, people: readonly DemoPerson[]): Promise<number> {
  const { clock, now } = parts;
  const purchasing = openPurchasing(parts.deps);
  const firstDay = startOfDay(now.getTime() - historyDays * dayMilliseconds);
  const members: DemoMember[] = [];
  let receipts = 0;
  const came = new Set<string>();
  for (let day = 0; day <= historyDays; day++) {
    const dayStart = firstDay + day * dayMilliseconds;
    clock.set(new Date(Math.min(dayStart + openingHourUtc * 3_600_000, now.getTime() - 60_000)));
    for (const person of people.filter((one) => one.joinDay === day)) {
      members.push(await joinPerson(parts.deps, parts.brand, person));
    }
    if (day % daysBetweenExpiries === 0) await settleDueJob.run(parts.deps, { brandId: parts.brand.id });
    await parts.eachMorning(historyDays - day);
    const visits = planDay(parts, members, day, dayStart).filter((visit) => visit.at < now);
    for (const visit of visits.sort((left, right) => left.at.getTime() - right.at.getTime())) {
      receipts += 1;
      await buy(parts, purchasing, visit, receipts);
      came.add(visit.customerId);
    }
    if (day % daysBetweenExpiries === 0 || day === historyDays) {
      await countDemoTiers(parts.deps, parts.brand.id, [...came]);
      came.clear();
    }
  }
  clock.set(now);
  return receipts;
}

function planDay(
  parts: HistoryParts,
  members: readonly DemoMember[],
  day: number,
  dayStart: number,
): Visit[] {
  const { chance } = parts;
  return members
    .filter((member) => day <= member.lastDay && chance.next() < 1 / member.everyDays)
    .map((member) => ({
      customerId: member.customerId,
      // Mornings are busier than evenings.
      at: new Date(
        dayStart +
          (openingHourUtc + openHours * chance.next() ** 1.6) * 3_600_000 +
          chance.between(0, 59) * 60_000,
      ),
    }));
}

async function buy(
  parts: HistoryParts,
  purchasing: Purchasing,
  visit: Visit,
  receipt: number,
): Promise<void> {
  const { chance, clock, brand } = parts;
  clock.set(visit.at);
  const body: PurchaseBody = {
    externalId: `zerno-${String(receipt).padStart(6, '0')}`,
    customerId: visit.customerId,
    lines: fillCup(chance),
    shopId: chance.pick(parts.shopIds),
    ...(chance.next() < 0.14 ? { redeemPoints: 'max' as const } : {}),
  };
  const asker = { source: 'demo', actor: { kind: 'system', id: null }, shopId: null, repeat: null } as const;
  await purchasing.create(brand.id, body, asker, 'ru');
}

/** One to three things; the first is most often coffee. */
function fillCup(chance: Chance): NonNullable<PurchaseBody['lines']> {
  const count = chance.pick([1, 1, 2, 2, 2, 3]);
  return Array.from({ length: count }, (_, index) => {
    const item = index === 0 ? chance.pick(menu.slice(0, 7)) : chance.pick(menu);
    return {
      id: String(index + 1),
      sku: item.sku,
      name: item.name,
      category: item.category,
      quantity: chance.next() < 0.15 ? 2 : 1,
      unitPriceMinor: item.priceMinor,
    };
  });
}

function startOfDay(milliseconds: number): number {
  return Math.floor(milliseconds / dayMilliseconds) * dayMilliseconds;
}
