/** A purchase as a till asks for it, read once: bill, identity of its content, who is meant, how it is repeated. */
import type { PurchaseBody } from '@regulars/contracts';
import { codeKey } from '../coupons/code.ts';
import { type Bill, readBill } from '../earning/bill.ts';
import { lowerCase } from '../earning/facts.ts';
import { hashInput, type Repeat } from '../platform/idempotency.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { tokenHash } from '../platform/secrets.ts';

const aheadMilliseconds = 5 * 60_000;
/** Whoever sends a purchase later than this has rung it up without us, and the balance was not theirs to promise. */
const offlineMilliseconds = 5 * 60_000;
/** A receipt from before is a till with a wrong clock; the year 0 is no date to Postgres at all. */
const earliest = Date.UTC(2000, 0, 1);

export interface PurchaseRequest {
  externalId: string;
  customer: { id: string } | { cardHash: string } | { code: string };
  /** A total that disagrees with its lines is refused only after repeats are recognised. */
  bill: Bill | Refusal;
  lines: PurchaseBody['lines'];
  /** Discount on the whole order, spread over the lines of the bill. */
  discountMinor: number;
  /** Codes of coupons, as they were sent. */
  coupons: readonly string[];
  /** In lower case, as rules compare it. */
  channel: string | null;
  redeem: number | 'max';
  occurredAt: Date;
  /** The time that the till named: it asks for the programme of then. Null for now. */
  toldAt: Date | null;
  /** Sent long after it happened: it earns, but spends no points. */
  isOffline: boolean;
  shopId: string | null;
  source: 'api' | 'till' | 'demo';
  actor: { kind: 'apiKey' | 'staff' | 'system'; id: string | null };
  /** What makes two requests the same purchase, apart from how the customer was named. */
  contentHash: string;
  /** How the customer was named. */
  referenceHash: string;
  /** Null for calculate and for demo data. */
  repeat: Repeat | null;
}

export interface Asker {
  source: PurchaseRequest['source'];
  actor: PurchaseRequest['actor'];
  /** Where an API key belongs to one shop. */
  shopId: string | null;
  repeat: Repeat | null;
}

/** Refuses `validation_failed` for what the schema alone could not see. */
export function readRequest(body: PurchaseBody, asker: Asker, now: Date): PurchaseRequest {
  const occurredAt = body.occurredAt === undefined ? now : new Date(body.occurredAt);
  if (occurredAt.getTime() > now.getTime() + aheadMilliseconds) {
    throw refuseField('occurredAt', 'is more than 5 minutes ahead');
  }
  if (occurredAt.getTime() < earliest) throw refuseField('occurredAt', 'is before the year 2000');
  // A key that belongs to one shop rings up nothing for another.
  if (asker.shopId !== null && body.shopId !== undefined && body.shopId !== asker.shopId) {
    throw new Refusal('shop_not_found');
  }
  const customer = referenceOf(body);
  const redeem = body.redeemPoints ?? 0;
  return {
    externalId: body.externalId,
    customer,
    bill: billOrMismatch(body),
    lines: body.lines,
    discountMinor: body.discountMinor ?? 0,
    coupons: body.coupons ?? [],
    channel: lowerCase(body.channel),
    redeem,
    occurredAt,
    toldAt: body.occurredAt === undefined ? null : occurredAt,
    isOffline: now.getTime() - occurredAt.getTime() > offlineMilliseconds,
    shopId: body.shopId ?? asker.shopId,
    source: asker.source,
    actor: asker.actor,
    contentHash: contentHash(body, redeem),
    referenceHash: hashInput(customer),
    repeat: asker.repeat,
  };
}

/** What came later is left out where it was not given, so that hashes from before it stay good. */
export function contentHash(
  content: Pick<PurchaseBody, 'totalMinor' | 'lines' | 'discountMinor' | 'channel' | 'coupons'>,
  redeem: number | 'max',
): string {
  const { totalMinor, lines, discountMinor, channel, coupons } = content;
  const more = {
    discountMinor: discountMinor || undefined,
    channel: channel ?? undefined,
    coupons: coupons?.length ? coupons.map(codeKey) : undefined,
  };
  const isMore = Object.values(more).some((part) => part !== undefined);
  return hashInput([lines ? null : totalMinor, lines ?? null, redeem, ...(isMore ? [more] : [])]);
}

/** A total that disagrees with its lines is a refusal to keep; a bill that is none is thrown. */
export function billOrMismatch(
  given: Pick<PurchaseBody, 'totalMinor' | 'lines' | 'discountMinor'>,
): Bill | Refusal {
  try {
    return readBill(given);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'total_mismatch') return error;
    throw error;
  }
}

function referenceOf(body: PurchaseBody): PurchaseRequest['customer'] {
  if (body.customerId !== undefined) return { id: body.customerId };
  return body.card === undefined ? { code: body.code ?? '' } : { cardHash: tokenHash(body.card) };
}
