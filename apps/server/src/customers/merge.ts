/**
 * Two records of one person become one: points, purchases, consents, messages, statistics and contacts go over to
 * the record that goes on; the other is closed and leads there for ever.
 */
import { type Actor, audit } from '../audit/audit.ts';
import { handOverCoupons } from '../coupons/hand-over.ts';
import type { Deps } from '../deps.ts';
import { handOverEarning } from '../earning/hand-over.ts';
import { type MergedPoints, postMerge } from '../ledger/merge.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { handOverPurchases } from '../purchases/hand-over.ts';
import { handOverTiers } from '../tiers/hand-over.ts';
import { handOverReceipts } from '../receipts/personal.ts';
import { emptyPerson } from './erase.ts';
import { holdSurvivor, mergedIds } from './survivor.ts';

export interface Merge {
  brandId: string;
  fromId: string;
  intoId: string;
  actor: Actor;
}

type Row = Awaited<ReturnType<Tx['customer']['findUniqueOrThrow']>>;

/**
 * In the caller's transaction, which must be safe to repeat from its beginning. Answers null if both are one already.
 * Refuses `customer_not_found`, `both_in_telegram`, `hold_open`, `points_over_limit`.
 */
export async function mergeCustomers(tx: Tx, deps: Deps, merge: Merge): Promise<MergedPoints | null> {
  const { brandId } = merge;
  const held = await holdBoth(tx, merge);
  if (held.fromId === held.intoId) return null;
  const [from, into] = [await readRow(tx, brandId, held.fromId), await readRow(tx, brandId, held.intoId)];
  if (from.telegramId !== null && into.telegramId !== null) throw new Refusal('both_in_telegram');
  if (from.telegramId !== null) throw new Error('a record in Telegram is never the one that ends');
  const pair = { brandId, fromId: from.id, intoId: into.id };
  const earlierIds = await mergedIds(tx, brandId, from.id);
  const points = await postMerge(tx, deps, { ...pair, earlierIds, actor: merge.actor });
  await handOverPurchases(tx, pair);
  await handOverEarning(tx, pair);
  await handOverStats(tx, pair);
  await handOverReceipts(tx, pair);
  await handOverRest(tx, pair);
  await closeRecord(tx, from, into, deps.clock.now());
  await tx.customer.update({
    where: { brandId_id: { brandId, id: into.id } },
    data: await gainsOf(tx, from, into),
  });
  await audit(tx, deps.random, {
    brandId,
    actor: merge.actor,
    action: 'customer.merged',
    target: { kind: 'customer', id: into.id, name: null },
    changes: [
      { field: 'customerId', before: from.id, after: into.id },
      { field: 'points', before: points.availableAfter - points.available, after: points.availableAfter },
    ],
  });
  return points;
}

/** Where both live on, held. Always in one order, so that two merges of the same two records wait for each other instead of locking up. */
export async function holdBoth(tx: Tx, { brandId, fromId, intoId }: Omit<Merge, 'actor'>) {
  const held = new Map<string, string>();
  for (const id of [fromId, intoId].sort()) held.set(id, await holdSurvivor(tx, brandId, id));
  return { fromId: held.get(fromId) ?? fromId, intoId: held.get(intoId) ?? intoId };
}

function readRow(tx: Tx, brandId: string, id: string): Promise<Row> {
  return tx.customer.findUniqueOrThrow({ where: { brandId_id: { brandId, id } } });
}

interface Pair {
  brandId: string;
  fromId: string;
  intoId: string;
}

/** Postings change statistics under the wallet's lock, which the merge holds. */
async function handOverStats(tx: Tx, { brandId, fromId, intoId }: Pair): Promise<void> {
  await tx.$executeRaw`
    insert into customer_stats (brand_id, customer_id)
    values (${brandId}::uuid, ${intoId}::uuid) on conflict do nothing`;
  await tx.$executeRaw`
    update customer_stats i set
      purchases_count = i.purchases_count + f.purchases_count, spent_minor = i.spent_minor + f.spent_minor,
      earned_points = i.earned_points + f.earned_points, redeemed_points = i.redeemed_points + f.redeemed_points,
      refunds_count = i.refunds_count + f.refunds_count,
      first_purchase_at = least(i.first_purchase_at, f.first_purchase_at),
      last_purchase_at = greatest(i.last_purchase_at, f.last_purchase_at)
    from customer_stats f
    where i.brand_id = ${brandId}::uuid and i.customer_id = ${intoId}::uuid
      and f.brand_id = ${brandId}::uuid and f.customer_id = ${fromId}::uuid`;
  await tx.customerStats.deleteMany({ where: { brandId, customerId: fromId } });
}

async function handOverRest(tx: Tx, { brandId, fromId, intoId }: Pair): Promise<void> {
  const move = { where: { brandId, customerId: fromId }, data: { customerId: intoId } };
  await tx.consent.updateMany(move);
  await tx.delivery.updateMany(move);
  await tx.card.updateMany(move);
  await handOverTiers(tx, { brandId, fromId, intoId });
  await handOverCoupons(tx, { brandId, fromId, intoId });
}

/** Contacts that the survivor has its own of stay here, so that it is still found by them. */
async function closeRecord(tx: Tx, from: Row, into: Row, now: Date): Promise<void> {
  const { brandId } = from;
  await tx.customer.updateMany({ where: { brandId, mergedInto: from.id }, data: { mergedInto: into.id } });
  await tx.customer.update({
    where: { brandId_id: { brandId, id: from.id } },
    data: {
      ...emptyPerson,
      ...(into.phoneHash === null ? {} : phoneOf(from)),
      ...(into.emailEncrypted === null ? {} : emailOf(from)),
      ...(into.externalId === null ? {} : { externalId: from.externalId }),
      mergedInto: into.id,
      deletedAt: now,
    },
  });
}

/** What the survivor lacks it gets; what it has already stays. */
export async function gainsOf(tx: Tx, from: Row, into: Row) {
  const isStranger = into.firstName === null && into.lastName === null;
  return {
    ...(into.phoneHash === null ? phoneOf(from) : {}),
    ...(into.emailEncrypted === null ? emailOf(from) : {}),
    externalId: into.externalId ?? from.externalId,
    ...(isStranger ? { firstName: from.firstName, lastName: from.lastName } : {}),
    ...(into.birthdayEncrypted === null ? birthdayOf(from) : {}),
    source: into.source ?? from.source,
    // Somebody in Telegram becomes a member only by accepting the rules there.
    ...(into.telegramId === null ? { joinedAt: earlier(into.joinedAt, from.joinedAt) } : {}),
    marketingConsent: await latestMarketing(tx, into, from),
  };
}

function phoneOf({ phoneHash, phoneEncrypted, phoneTail, phoneVerifiedAt }: Row) {
  return { phoneHash, phoneEncrypted, phoneTail, phoneVerifiedAt };
}

function birthdayOf({ birthdayEncrypted, birthdayMonthDay, birthdaySetAt }: Row) {
  return { birthdayEncrypted, birthdayMonthDay, birthdaySetAt };
}

function emailOf({ emailHash, emailEncrypted }: Row) {
  return { emailHash, emailEncrypted };
}

function earlier(left: Date | null, right: Date | null): Date | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}

/** The last word counts, whichever record it was said to. */
async function latestMarketing(tx: Tx, into: Row, from: Row): Promise<boolean> {
  const last = await tx.consent.findFirst({
    where: { brandId: into.brandId, customerId: { in: [into.id, from.id] }, kind: 'marketing' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
  return last?.granted ?? (into.marketingConsent || from.marketingConsent);
}
