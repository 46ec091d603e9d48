/** What earning rules look at: an event, its purchase and its customer as plain values. */
import type { EarningTrigger, PurchaseLine } from '@regulars/contracts';
import { Temporal } from 'temporal-polyfill';
import type { Bill } from './bill.ts';

export interface EarningFacts {
  trigger: EarningTrigger['kind'];
  /** Of a custom event. */
  eventType: string | null;
  occurredAt: Date;
  moment: LocalMoment;
  /** Null for events that are not purchases. */
  purchase: PurchaseFacts | null;
  customer: CustomerFacts;
  properties: Readonly<Record<string, unknown>>;
}

export interface PurchaseFacts {
  totalMinor: number;
  paidMinor: number;
  redeemedPoints: number;
  shopId: string | null;
  channel: string | null;
  lines: readonly LineFacts[];
  /** Goods of earlier purchases that rules about several purchases ask for. */
  earlier: readonly EarlierGoods[];
}

/** Words are in lower case. */
export interface GoodsFacts {
  sku: string | null;
  name: string | null;
  category: string | null;
  isDiscounted: boolean;
  quantity: number;
}

export interface LineFacts extends GoodsFacts {
  netMinor: number;
  /** What of it earns: net less its share of spent points; 0 when it does not earn. */
  baseMinor: number;
}

export interface EarlierGoods extends GoodsFacts {
  /** Day of the purchase, as in `LocalMoment`. */
  day: number;
}

export interface CustomerFacts {
  /** Null before joining. */
  joinedDay: number | null;
  /** MMDD. */
  birthday: number | null;
  language: string;
  source: string | null;
  purchasesBefore: number;
  spentBeforeMinor: number;
  tierId: string | null;
  segmentIds: readonly string[];
  /** The last day of each kind of event the customer did. */
  lastEvents: Readonly<Record<string, number>>;
}

/** An instant as the brand's clock and calendar show it. */
export interface LocalMoment {
  /** Days since 1 January 1970. */
  day: number;
  minuteOfDay: number;
  /** 1 is Monday. */
  weekday: number;
}

export function localMoment(at: Date, zone: string): LocalMoment {
  const local = at.getTime() + offsetMilliseconds(at.getTime(), zone);
  const day = Math.floor(local / dayMilliseconds);
  return {
    day,
    minuteOfDay: Math.floor((local - day * dayMilliseconds) / 60_000),
    // 1 January 1970 was a Thursday.
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
  };
}

export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMilliseconds;
}

export function dateOfDay(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

export function purchaseFacts(
  bill: Bill,
  lineBasesMinor: readonly number[],
  more: Omit<PurchaseFacts, 'totalMinor' | 'lines'> & { lines: readonly PurchaseLine[] | undefined },
): PurchaseFacts {
  return {
    ...more,
    totalMinor: bill.totalMinor,
    lines: bill.lines.map((line, index) => ({
      ...goodsOf(more.lines?.[index]),
      netMinor: line.netMinor,
      baseMinor: lineBasesMinor[index] ?? 0,
    })),
  };
}

/** A bill without lines is one piece of nothing in particular. */
export function goodsOf(line: PurchaseLine | undefined): GoodsFacts {
  return {
    sku: lowerCase(line?.sku),
    name: lowerCase(line?.name),
    category: lowerCase(line?.category),
    isDiscounted: (line?.discountMinor ?? 0) > 0,
    quantity: line?.quantity ?? 1,
  };
}

export function lowerCase(text: string | null | undefined): string | null {
  return text?.trim().toLowerCase() ?? null;
}

const dayMilliseconds = 86_400_000;
/** No zone changes its offset within one. */
const quarterHourMilliseconds = 900_000;
const maxOffsets = 10_000;
const offsets = new Map<string, number>();

/** Calendar arithmetic costs more than all the rules together, and purchases of a quarter hour share its answer. */
function offsetMilliseconds(at: number, zone: string): number {
  const key = `${zone} ${Math.floor(at / quarterHourMilliseconds)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  if (offsets.size >= maxOffsets) offsets.clear();
  offsets.set(key, offset);
  return offset;
}
