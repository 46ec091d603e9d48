/** Plans a group of holds over the state that was read: what each reserves, and the answer it is given. */
import type { Hold, Language } from '@regulars/contracts';
import { openCouponExtra } from '../coupons/coupon.write.sql.ts';
import { refuseUnapplied, takeCoupons } from '../coupons/on-bill.ts';
import { reserve } from '../ledger/hold.moves.ts';
import { presentHold } from '../ledger/hold.present.ts';
import type { HoldRow } from '../ledger/hold.write.sql.ts';
import { type Draft, openDraft } from '../ledger/wallet-state.ts';
import { Refusal } from '../platform/refusal.ts';
import type { HoldExtra } from './hold.write.sql.ts';
import { type KeptKey, type Known, keepAnswer, recogniseKey } from './kept-answers.ts';
import { type PlanDeps, recogniseTwin } from './purchase.plan.ts';
import { type Priced, type PricedState, priceItem } from './purchase.price.ts';
import type { PurchaseRequest } from './purchase.request.ts';
import type { ItemState } from './purchase.state.sql.ts';

export interface HoldRequest extends PurchaseRequest {
  expiresInSeconds: number;
  language: Language;
}

/** A new hold is answered from its plan, and that answer is kept whole: the hold itself goes on to change. */
export type PlannedHold =
  | { kind: 'made'; body: Hold; isReplay: boolean }
  | Known
  | { kind: 'refused'; refusal: Refusal };

export interface HoldPlan {
  draft: Draft;
  extra: HoldExtra;
  outcomes: PlannedHold[];
}

export function planHolds(state: PricedState, requests: readonly HoldRequest[], deps: PlanDeps): HoldPlan {
  const draft = openDraft(deps.brandId, deps.now, deps.random);
  const extra: HoldExtra = { ...openCouponExtra(), holds: [], holdLots: [], keys: [], usedCards: [] };
  const outcomes = requests.map((request, index) => {
    const item = state.items[index];
    if (!item) throw new Error('a hold was read without its state');
    const outcome = planOne(draft, extra, { item, request, state });
    keep(extra, item, outcome);
    return outcome;
  });
  return { draft, extra, outcomes };
}

interface Asked {
  item: ItemState;
  request: HoldRequest;
  state: PricedState;
}

function planOne(draft: Draft, extra: HoldExtra, { item, request, state }: Asked): PlannedHold {
  const known = keptWhole(item.key, request) ?? recogniseKey(item.key, request.repeat) ?? recogniseTwin(item);
  if (known) return known;
  const timesSpent = (customerId: string) =>
    extra.holds.filter((row) => row.customerId === customerId && row.points > 0).length;
  const priced = priceItem(draft, item, state, { usedCards: extra.usedCards, timesSpent });
  if (priced instanceof Refusal) return { kind: 'refused', refusal: priced };
  const { wallet, quote, asked } = priced;
  const { currency } = state.brand;
  const unapplied = refuseUnapplied(quote.coupons, currency);
  if (unapplied) return { kind: 'refused', refusal: unapplied };
  const id = draft.random.id();
  const coupons = takeCoupons(draft, extra, quote.coupons, {
    customerId: wallet.customerId,
    purchaseId: null,
    holdId: id,
    actor: request.actor,
    shopId: request.shopId,
    zone: asked.zone,
  });
  const row = { ...holdRow(draft, request, priced), id, coupons: coupons.length === 0 ? null : coupons };
  for (const { lot, points } of reserve(draft, wallet, quote.redeemedPoints)) {
    extra.holdLots.push({ holdId: row.id, lotId: lot.id, points });
  }
  extra.holds.push(row);
  if (item.cardHash !== null) extra.usedCards.push(item.cardHash);
  const shown = { ...row, state: 'held', purchaseId: null };
  const body = presentHold(shown, wallet, { now: draft.now, currency, language: request.language });
  return { kind: 'made', body, isReplay: false };
}

function keptWhole(key: KeptKey | null, { repeat }: HoldRequest): PlannedHold | null {
  if (!key || key.inputHash !== repeat?.inputHash || key.resultId !== null || key.status !== 201) return null;
  return { kind: 'made', body: key.body as Hold, isReplay: true };
}

function holdRow(
  draft: Draft,
  request: HoldRequest,
  { wallet, quote, version, asked }: Priced,
): Omit<HoldRow, 'id' | 'coupons'> {
  return {
    externalId: request.externalId,
    customerId: wallet.customerId,
    shopId: request.shopId,
    programmeVersionId: version.id,
    rulesetId: asked.ruleset.id,
    points: quote.redeemedPoints,
    totalMinor: quote.bill.totalMinor,
    lines: request.lines ?? null,
    discountMinor: request.discountMinor,
    channel: request.channel,
    paidMinor: quote.paidMinor,
    earnedPoints: quote.earning.earnedPoints,
    maxRedeemPoints: quote.maxRedeemPoints,
    source: request.source,
    actorId: request.actor.id,
    inputHash: `${request.contentHash}.${request.referenceHash}`,
    expiresAt: new Date(draft.now.getTime() + request.expiresInSeconds * 1_000),
    createdAt: draft.now,
  };
}

function keep(extra: HoldExtra, { key, request: { repeat } }: ItemState, outcome: PlannedHold): void {
  if (outcome.kind !== 'made') keepAnswer(extra.keys, { repeat, key }, outcome);
  else if (repeat && !key) extra.keys.push({ repeat, status: 201, body: outcome.body, resultId: null });
}
