/** Plans a group of confirmations: each ends its hold and books the purchase with the final bill. */
import { couponDiscount } from '../coupons/kept-coupon.ts';
import { priceCoupons } from '../coupons/on-bill.ts';
import { type Bill, readBill } from '../earning/bill.ts';
import { maxRedeemByBill } from '../earning/purchase.rules.ts';
import { settleDue } from '../ledger/due.ts';
import { endHold } from '../ledger/hold.moves.ts';
import { type HoldState, refuseEnded } from '../ledger/hold.state.sql.ts';
import { type Draft, openDraft } from '../ledger/wallet-state.ts';
import { hashInput } from '../platform/idempotency.ts';
import { Refusal } from '../platform/refusal.ts';
import type { ConfirmRequest, FinalBill } from './confirm.request.ts';
import type { ConfirmItem, ConfirmState } from './confirm.state.sql.ts';
import type { ConfirmExtra } from './hold.write.sql.ts';
import { keepAnswer, recogniseKey, refused } from './kept-answers.ts';
import { bookPurchase, type PlanDeps, type Planned } from './purchase.plan.ts';
import { askedOf, quotePurchase, versionOf } from './purchase.price.ts';
import { contentHash, type PurchaseRequest } from './purchase.request.ts';
import { openPurchaseExtra } from './purchase.write.sql.ts';
import type { Priced } from './terms.ts';

/** The state with the programmes and rules under which the holds were made, by id. */
export type PricedConfirms = Priced<ConfirmState>;

export interface ConfirmPlan {
  draft: Draft;
  extra: ConfirmExtra;
  outcomes: Planned[];
  state: PricedConfirms;
}

export function planConfirms(state: PricedConfirms, deps: PlanDeps): ConfirmPlan {
  const draft = openDraft(deps.brandId, deps.now, deps.random);
  const extra: ConfirmExtra = { ...openPurchaseExtra(), endedHolds: [], debts: [] };
  const outcomes = state.items.map((item) => {
    const outcome = planOne(draft, extra, item, state);
    keepAnswer(extra.keys, { repeat: item.request.repeat, key: item.key }, outcome);
    return outcome;
  });
  return { draft, extra, outcomes, state };
}

function planOne(draft: Draft, extra: ConfirmExtra, item: ConfirmItem, state: PricedConfirms): Planned {
  const known = recogniseKey(item.key, item.request.repeat);
  if (known) return known;
  const { hold, wallet } = item;
  if (!hold) return refused('hold_not_found');
  const ended = refuseEnded(hold, draft.now);
  if (ended) return { kind: 'refused', refusal: ended };
  if (item.isNumberTaken) return refused('external_id_conflict');
  if (!wallet) return refused('customer_not_found');
  const { bill, lines, discountMinor } = item.request.final ?? heldBill(hold);
  if (bill instanceof Refusal) return { kind: 'refused', refusal: bill };
  settleDue(draft, wallet);
  const version = versionOf(state.versions, hold.programmeVersionId);
  const coupons = priceCoupons(item.coupons, {
    bill,
    lines,
    redeem: 'max',
    use: { now: draft.now, customerId: wallet.customerId, shopId: hold.shopId, holdId: hold.id },
  });
  // What was held pays as far as the final bill may be paid with points; the rest goes back.
  const payable = coupons.allowsPoints ? maxRedeemByBill(version.settings, coupons.bill) : 0;
  const redeem = Math.min(hold.points, payable);
  const request = purchaseRequest(item.request, hold, { bill, lines, discountMinor, redeem, now: draft.now });
  const asked = askedOf(draft.brandId, state, { ...item, request });
  const quote = quotePurchase({ redeem, coupons, wallet, heldPoints: hold.points, asked }, version.settings);
  if (quote instanceof Refusal) return { kind: 'refused', refusal: quote };
  const booked = bookPurchase(draft, extra, {
    wallet,
    quote,
    version,
    asked,
    request,
    receiptNumber: item.request.receiptNumber,
    holdId: hold.id,
    spend: (source) => {
      const { entry, debts } = endHold(draft, wallet, hold, {
        spent: redeem,
        graceEnd: state.graceEnd,
        source,
      });
      extra.debts.push(...debts);
      return entry;
    },
  });
  extra.endedHolds.push({
    id: hold.id,
    state: 'confirmed',
    purchaseId: booked.row.id,
    endedAt: draft.now,
  });
  return booked;
}

/** The bill as it was sent, before its coupons. */
function heldBill({ totalMinor, lines, discountMinor, coupons }: HoldState): FinalBill<Bill> {
  const wholeMinor = totalMinor + couponDiscount(coupons);
  return lines === null
    ? { bill: readBill({ totalMinor: wholeMinor }), lines: undefined, discountMinor: 0 }
    : { bill: readBill({ lines, discountMinor }), lines, discountMinor };
}

/** The purchase as it would have been sent in one step. */
function purchaseRequest(
  { source, actor, repeat }: ConfirmRequest,
  hold: HoldState,
  { bill, lines, discountMinor, redeem, now }: FinalBill<Bill> & { redeem: number; now: Date },
): PurchaseRequest {
  const customer = { id: hold.customerId };
  const codes = hold.coupons.map(({ code }) => code);
  return {
    externalId: hold.externalId,
    customer,
    bill,
    lines,
    discountMinor,
    coupons: codes,
    channel: hold.channel,
    redeem,
    occurredAt: now,
    toldAt: null,
    isOffline: false,
    shopId: hold.shopId,
    source,
    actor,
    contentHash: contentHash(
      {
        totalMinor: bill.totalMinor,
        lines,
        discountMinor,
        channel: hold.channel ?? undefined,
        coupons: codes,
      },
      redeem,
    ),
    referenceHash: hashInput(customer),
    repeat,
  };
}
