/** Staff make two records of one person one: which of them goes on, and what it will be. */
import type { MergePreview, MergeSide, Wallet } from '@regulars/contracts';
import { maxAmount } from '@regulars/contracts/primitives';
import type { Actor } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { findCustomer } from './find.ts';
import { gainsOf, holdBoth, mergeCustomers } from './merge.ts';
import { type CustomerRecord, presentRow, presentWallet, withTiers } from './present.ts';
import { identity } from './profile.ts';
import { holdSurvivor } from './survivor.ts';

export interface MergeQuestion {
  brandId: string;
  /** The record that staff have open; it goes on unless only the other one is in Telegram. */
  id: string;
  otherId: string;
}

/** Refuses what the merge itself would refuse. */
export async function previewMerge(
  deps: Deps,
  { brandId, id, otherId, maySeeContacts }: MergeQuestion & { maySeeContacts: boolean },
): Promise<MergePreview> {
  const opened = await findCustomer(deps, brandId, { id });
  const other = await findCustomer(deps, brandId, { id: otherId });
  if (opened.id === other.id) throw sameRecord();
  const [survivor, merged] = goesOn(opened, other) ? [opened, other] : [other, opened];
  if (merged.telegramId !== null) throw new Refusal('both_in_telegram');
  await refuseOpenHold(deps, brandId, merged.id);
  const [ownTier, otherTier] = (await withTiers(deps, brandId, [survivor, merged])).map(({ tier }) => tier);
  const show = (record: CustomerRecord, tier: MergeSide['tier'] = null): MergeSide => ({
    ...presentRow({ record, tier }, deps.secrets, maySeeContacts),
    ...identity(deps, record, maySeeContacts),
  });
  const sides = { survivor: show(survivor, ownTier), merged: show(merged, otherTier) };
  // What both have earned together is counted after the merge.
  const gained = show({ ...survivor, ...(await gainsOf(deps.db.prisma, merged, survivor)) }, ownTier);
  const result = { ...gained, ...sumOf(sides.survivor, sides.merged) };
  if (result.wallet.available + result.wallet.pending > maxAmount) throw new Refusal('points_over_limit');
  return { ...sides, result };
}

async function refuseOpenHold(deps: Deps, brandId: string, customerId: string): Promise<void> {
  const open = await deps.db.prisma.hold.findFirst({ where: { brandId, customerId, state: 'held' } });
  if (open) throw new Refusal('hold_open');
}

function sumOf(survivor: MergeSide, merged: MergeSide) {
  return {
    wallet: {
      ...survivor.wallet,
      available: survivor.wallet.available + merged.wallet.available,
      pending: survivor.wallet.pending + merged.wallet.pending,
    },
    purchasesCount: survivor.purchasesCount + merged.purchasesCount,
    spentMinor: survivor.spentMinor + merged.spentMinor,
    lastPurchaseAt: later(survivor.lastPurchaseAt, merged.lastPurchaseAt),
  };
}

function later(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return left > right ? left : right;
}

/** In the caller's transaction. Two records that are one already answer the one they are. */
export async function mergeByStaff(
  tx: Tx,
  deps: Deps,
  { brandId, id, otherId, actor }: MergeQuestion & { actor: Actor },
): Promise<{ customerId: string; wallet: Wallet }> {
  if (id === otherId) throw sameRecord();
  // Either id may be of a record that has ended: what it became tells which of the two goes on.
  const held = await holdBoth(tx, { brandId, intoId: id, fromId: otherId });
  const rows = await tx.customer.findMany({
    where: { brandId, id: { in: [held.intoId, held.fromId] } },
    select: { id: true, telegramId: true },
  });
  const opened = rows.find((row) => row.id === held.intoId);
  const other = rows.find((row) => row.id === held.fromId);
  if (!opened || !other) throw new Refusal('customer_not_found');
  const [intoId, fromId] = goesOn(opened, other) ? [opened.id, other.id] : [other.id, opened.id];
  await mergeCustomers(tx, deps, { brandId, fromId, intoId, actor });
  const customerId = await holdSurvivor(tx, brandId, intoId);
  const wallet = await tx.wallet.findUnique({ where: { brandId_customerId: { brandId, customerId } } });
  return { customerId, wallet: presentWallet(wallet) };
}

function goesOn(opened: { telegramId: bigint | null }, other: { telegramId: bigint | null }): boolean {
  return opened.telegramId !== null || other.telegramId === null;
}

function sameRecord(): Refusal {
  return refuseField('customerId', {
    ru: 'это та же запись, выберите другую',
    en: 'is the same record; choose another one',
  });
}
