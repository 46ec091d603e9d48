/** A receipt is decided, by the rules, a service or staff: once, whoever else decides at the same moment. */
import type { ReceiptDecision, ReceiptRefusal } from '@regulars/contracts';
import { actorOf, audit } from '../audit/audit.ts';
import { staffNames } from '../audit/staff-names.ts';
import { holdSurvivor } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { payEvent } from '../earning/pay-event.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { isUniqueViolation, retrySerialization, type Tx } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { programmeInForce } from '../programme/versions.ts';
import { findRegister } from './registers.ts';
import { readReceiptSettings } from './settings.ts';

export type ReceiptRow = Awaited<ReturnType<Tx['receipt']['findFirstOrThrow']>>;

export interface ReceiptKey {
  brandId: string;
  id: string;
}

/** Refuses `receipt_not_found`. */
export async function findReceipt(tx: Tx, key: ReceiptKey): Promise<ReceiptRow> {
  const row = await tx.receipt.findUnique({ where: { brandId_id: key } });
  if (!row) throw new Refusal('receipt_not_found');
  return row;
}

/**
 * By staff; the same decision again by the same person changes nothing. What was refused may be approved after all.
 * Refuses `receipt_not_found`, `receipt_already_decided`, `receipt_already_counted`, `receipt_sum_missing`.
 */
export async function decideByStaff(
  deps: Deps,
  caller: BrandStaffCaller,
  id: string,
  decision: ReceiptDecision,
): Promise<ReceiptRow> {
  const key = { brandId: caller.brand.id, id };
  try {
    const row = await retrySerialization(() =>
      deps.db.prisma.$transaction((tx) => decideInside(tx, deps, { key, caller, decision })),
    );
    deps.live.publish(key.brandId, row.customerId);
    return row;
  } catch (error) {
    // Refused once, sent again and counted since.
    throw isUniqueViolation(error) ? new Refusal('receipt_already_counted') : error;
  }
}

async function decideInside(
  tx: Tx,
  deps: Deps,
  { key, caller, decision }: { key: ReceiptKey; caller: BrandStaffCaller; decision: ReceiptDecision },
): Promise<ReceiptRow> {
  // The person first, then the receipt, as merging and erasing hold them.
  await holdSurvivor(tx, key.brandId, (await findReceipt(tx, key)).customerId);
  const row = await findReceipt(tx, key);
  const wanted = decision.kind === 'approve' ? 'approved' : 'refused';
  if (row.state === wanted && row.decidedBy === caller.userId) return row;
  const isOpen = row.state === 'waiting' || row.state === 'checking';
  const isTakenBack =
    row.state === 'refused' && decision.kind === 'approve' && decision.afterRefusal === true;
  if (!isOpen && !isTakenBack) throw await alreadyDecided(tx, row);
  const decided = await applyDecision(tx, deps, row, { decision, by: caller.userId });
  await audit(tx, deps.random, {
    brandId: key.brandId,
    actor: actorOf(caller),
    action: decision.kind === 'approve' ? 'receipt.approved' : 'receipt.refused',
    target: { kind: 'receipt', id: row.id, name: null },
    changes:
      decision.kind === 'approve'
        ? [
            { field: 'totalMinor', before: null, after: Number(decided.totalMinor) },
            { field: 'points', before: null, after: Number(decided.points) },
          ]
        : [{ field: 'refusal', before: null, after: decision.refusal }],
  });
  return decided;
}

async function applyDecision(
  tx: Tx,
  deps: Deps,
  row: ReceiptRow,
  { decision, by }: { decision: ReceiptDecision; by: string },
): Promise<ReceiptRow> {
  if (decision.kind === 'refuse') {
    return refuseReceipt(tx, deps, row, { by, refusal: decision.refusal, note: decision.note ?? null });
  }
  const { brandId, fiscalDrive } = row;
  if (fiscalDrive !== null && decision.totalMinor !== undefined) {
    throw refuseField('totalMinor', 'is known from the code');
  }
  const totalMinor = decision.totalMinor ?? row.totalMinor;
  if (totalMinor === null) throw new Refusal('receipt_sum_missing');
  const register =
    fiscalDrive && (await findRegister(tx, brandId, await readReceiptSettings(tx, brandId), fiscalDrive));
  const withSum = { ...row, totalMinor: BigInt(totalMinor) };
  return payReceipt(tx, deps, withSum, { by, shopId: register ? register.shopId : null });
}

async function alreadyDecided(tx: Tx, { decidedBy }: ReceiptRow): Promise<Refusal> {
  const names = await staffNames(tx, [decidedBy]);
  return new Refusal('receipt_already_decided', {
    values: { name: names.get(decidedBy ?? '') ?? 'Regulars' },
  });
}

export interface Payment {
  /** Staff; null where the rules or a service decided. */
  by: string | null;
  shopId: string | null;
  /** The person looks on while it is decided, and needs no message. */
  isSeen?: boolean;
}

/** Approves a receipt whose sum is known, and pays what the rules of the day it was sent give for it. */
export async function payReceipt(
  tx: Tx,
  deps: Deps,
  row: ReceiptRow,
  { by, shopId, isSeen = false }: Payment,
): Promise<ReceiptRow> {
  const { brandId, id, customerId, sentAt } = row;
  const totalMinor = Number(row.totalMinor);
  const { settings } = await programmeInForce(tx, brandId);
  const paid = await payEvent(tx, deps, {
    brandId,
    customerId,
    trigger: 'receipt',
    eventType: null,
    type: 'receipt',
    externalId: `receipt:${id}`,
    occurredAt: sentAt,
    properties: { totalMinor },
    bill: {
      totalMinor,
      paidAt: row.purchasedAt ?? sentAt,
      shopId,
      pointValueMinor: settings.pointValueMinor,
    },
    inputHash: '',
    source: by === null ? { kind: 'job', actor: { kind: 'system', id: null } } : staffSource(by),
  });
  const decided = await close(tx, deps, row, {
    state: 'approved',
    refusal: null,
    note: null,
    decidedBy: by,
    totalMinor,
    points: paid.points,
  });
  const wallet = await tx.wallet.findUniqueOrThrow({
    where: { brandId_customerId: { brandId, customerId } },
  });
  await emit(tx, deps.random, {
    brandId,
    type: 'receipt.approved',
    customerId,
    payload: {
      receiptId: id,
      totalMinor,
      purchasedAt: row.purchasedAt?.toISOString() ?? null,
      points: paid.points,
      availableAfter: Number(wallet.available),
      isSeen,
    },
    occurredAt: deps.clock.now(),
  });
  return decided;
}

function staffSource(userId: string) {
  return { kind: 'staff', actor: { kind: 'staff', id: userId } } as const;
}

export async function refuseReceipt(
  tx: Tx,
  deps: Deps,
  row: ReceiptRow,
  refused: { by: string | null; refusal: ReceiptRefusal; note: string | null },
): Promise<ReceiptRow> {
  const { by, refusal, note } = refused;
  const decided = await close(tx, deps, row, { state: 'refused', refusal, note, decidedBy: by });
  await emit(tx, deps.random, {
    brandId: row.brandId,
    type: 'receipt.refused',
    customerId: row.customerId,
    payload: { receiptId: row.id, refusal, note },
    occurredAt: deps.clock.now(),
  });
  return decided;
}

/** Guarded by the state that was read: of two who decide at once the second changes nothing. */
async function close(
  tx: Tx,
  deps: Deps,
  { brandId, id, state }: ReceiptRow,
  data: Partial<Pick<ReceiptRow, 'refusal' | 'note' | 'decidedBy'>> & {
    state: 'approved' | 'refused';
    totalMinor?: number;
    points?: number;
  },
): Promise<ReceiptRow> {
  const { count } = await tx.receipt.updateMany({
    where: { brandId, id, state },
    data: { ...data, decidedAt: deps.clock.now() },
  });
  const row = await findReceipt(tx, { brandId, id });
  if (count === 0) throw await alreadyDecided(tx, row);
  return row;
}
