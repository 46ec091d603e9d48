/** Cancels a coupon that was not used: what it cost goes back to where it came from. */
import type { Coupon, Language } from '@regulars/contracts';
import { shownIn } from '@regulars/contracts/coupon-words';
import { type Actor, audit } from '../audit/audit.ts';
import { giveAllowanceBack } from '../coupons/allowance.ts';
import { shownCode } from '../coupons/code.ts';
import { type CouponRow, isOver, viewCouponInside } from '../coupons/present.ts';
import { promiseOfCoupon } from '../coupons/promise.ts';
import { survivorId } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { endAfterDays } from '../earning/lifetime.ts';
import { guardWallet } from '../ledger/guard-wallet.ts';
import { giveBack } from '../ledger/moves.ts';
import { postInside } from '../ledger/optimistic.ts';
import { rowsOf, sameLot } from '../ledger/state.sql.ts';
import { type Run, runInside, type Statement } from '../ledger/statement.ts';
import { type Draft, type LotPart, type LotState, openDraft, type Source } from '../ledger/wallet-state.ts';
import { readWallets, type WalletsState } from '../ledger/wallet.state.sql.ts';
import { writeMoves } from '../ledger/write.sql.ts';
import type { Tx } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { Refusal } from '../platform/refusal.ts';

export interface Cancellation {
  brandId: string;
  coupon: { id: string } | { code: string };
  reason: string;
  language: Language;
  actor: Actor & { kind: 'staff' | 'apiKey'; id: string };
}

/** Refuses `coupon_not_found` and `coupon_not_open`. */
export async function cancelCoupon(
  tx: Tx,
  deps: Deps,
  cancellation: Cancellation,
): Promise<{ coupon: Coupon; returnedPoints: number }> {
  const { brandId, reason, language, actor } = cancellation;
  const now = deps.clock.now();
  const coupon = await tx.coupon.findFirst({ where: { brandId, ...cancellation.coupon } });
  if (!coupon) throw new Refusal('coupon_not_found');
  const { customerId } = coupon;
  // The wallet comes first: purchases lock it before the coupon.
  if (customerId !== null) await guardWallet(tx, brandId, await survivorId(tx, brandId, customerId));
  await close(tx, coupon, reason, now);
  const returnedPoints = await returnPoints(tx, deps, { coupon, cancellation, now });
  await putBack(tx, coupon, returnedPoints);
  await emit(tx, deps.random, {
    brandId,
    type: 'coupon.cancelled',
    customerId: coupon.customerId,
    payload: {
      couponId: coupon.id,
      poolId: coupon.poolId,
      rewardId: coupon.rewardId,
      reason,
      returnedPoints,
    },
    occurredAt: now,
  });
  await audit(tx, deps.random, {
    brandId,
    actor,
    action: 'coupon.cancelled',
    target: { kind: 'coupon', id: coupon.id, name: shownCode(coupon) },
    changes: [{ field: 'returnedPoints', before: null, after: returnedPoints }],
  });
  return { coupon: await viewCouponInside(tx, { brandId, language, now }, coupon.id), returnedPoints };
}

/** Open, in time, and with no open hold: of this and a till that uses it one finds it so. */
async function close(tx: Tx, coupon: CouponRow, cancelReason: string, now: Date): Promise<void> {
  const { brandId, id, holdId, customerId } = coupon;
  if (isOver(coupon, now)) throw new Refusal('coupon_not_open');
  const reserving =
    holdId === null
      ? null
      : await tx.hold.findFirst({
          where: { brandId, id: holdId, state: 'held', expiresAt: { gt: now } },
          select: { id: true },
        });
  if (reserving) throw new Refusal('coupon_not_open');
  const { count } = await tx.coupon.updateMany({
    where: { brandId, id, state: 'issued', holdId, customerId },
    data: { state: 'cancelled', cancelledAt: now, cancelReason },
  });
  if (count === 0) throw new Refusal('coupon_not_open');
}

/** The same may be taken again, by the person and by others. */
async function putBack(tx: Tx, coupon: CouponRow, points: number): Promise<void> {
  const { brandId, rewardId, poolId, customerId, quantity } = coupon;
  if (customerId !== null) {
    const sourceId = rewardId ?? poolId ?? '';
    await giveAllowanceBack(tx, { brandId, sourceId, customerId, pieces: rewardId === null ? 1 : quantity });
    await tx.customerStats.updateMany({
      where: { brandId, customerId },
      data: { redeemedPoints: { decrement: points } },
    });
  }
  if (rewardId === null) return;
  await tx.$executeRaw`
    update reward set sold_count = greatest(0, sold_count - ${quantity}::int)
    where brand_id = ${brandId}::uuid and id = ${rewardId}::uuid`;
}

interface Returning {
  coupon: CouponRow;
  cancellation: Cancellation;
  now: Date;
}

type ReturnState = WalletsState & { origins: LotPart[]; graceDays: number };

/** To the lots that they were taken from; one that has died meanwhile lives for the brand's grace days. */
async function returnPoints(tx: Tx, deps: Deps, returning: Returning): Promise<number> {
  const { coupon, now } = returning;
  const { brandId, entryId, customerId: givenId } = coupon;
  const points = Number(coupon.pricePoints);
  if (entryId === null || givenId === null || points === 0) return 0;
  const customerId = await survivorId(tx, brandId, givenId);
  await postInside<ReturnState, { draft: Draft }>(runInside(tx), brandId, {
    async read(run, lotLimit) {
      const state = await readWallets(run, {
        brandId,
        customerIds: [customerId],
        postingKey: '',
        lotLimit,
        now,
        lots: 'spendable',
      });
      return { ...state, ...(await readOrigins(run, { brandId, entryId, state })) };
    },
    customerIds: () => [customerId],
    plan(state) {
      const draft = openDraft(brandId, now, deps.random);
      const [wallet] = state.wallets;
      if (!wallet) throw new Refusal('customer_not_found');
      const graceEnd = endAfterDays(now, state.graceDays, state.zone);
      giveBack(draft, wallet, points, state.origins, graceEnd, sourceOf(returning), 'reward_return');
      return { draft };
    },
    write: (run, { draft }) => writeMoves(run, draft, null),
  });
  return points;
}

function sourceOf({ coupon, cancellation, now }: Returning): Source {
  const { title } = promiseOfCoupon({ promise: coupon.promise, pool: null });
  return {
    kind: 'reward',
    id: coupon.id,
    purchaseId: null,
    refundId: null,
    ruleVersionId: null,
    reason: shownIn(title, cancellation.language),
    actor: cancellation.actor,
    postingKey: `reward:${coupon.id}`,
    inputHash: '',
    occurredAt: now,
  };
}

const originsStatement: Statement = {
  name: 'reward-origins',
  text: `select (select refund_grace_days from programme_version where brand_id = $1::uuid
      order by version desc limit 1) as grace_days,
    (select json_agg(t order by t.expires_at nulls last, t.id) from (
      select l.id, l.purchase_id, l.rule_version_id, l.points, l.remaining, l.state, l.active_from, l.expires_at,
        -el.points as taken
      from entry_lot el join lot l on l.brand_id = $1 and l.id = el.lot_id
      where el.brand_id = $1 and el.entry_id = $2::uuid) t) as origins`,
};

async function readOrigins(
  run: Run,
  { brandId, entryId, state }: { brandId: string; entryId: string; state: WalletsState },
): Promise<{ origins: LotPart[]; graceDays: number }> {
  const [row] = await run(originsStatement, [brandId, entryId]);
  const wallet = state.wallets[0] ?? null;
  const lots = new Map<string, LotState>();
  return {
    graceDays: Number(row?.grace_days),
    origins: rowsOf(row?.origins).map((raw) => ({
      lot: sameLot(lots, { raw, wallet, customerId: wallet?.customerId ?? '' }),
      points: Number(raw.taken),
    })),
  };
}
