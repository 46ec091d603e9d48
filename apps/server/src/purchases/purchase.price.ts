/** Prices a purchase over the state that was read: who pays, with how many points, and what the rules give for it. */
import type { ProgrammeSettings } from '@regulars/contracts';
import { type CouponPricing, priceCoupons } from '../coupons/on-bill.ts';
import type { Bill } from '../earning/bill.ts';
import type { Evaluation } from '../earning/evaluate.ts';
import { type Earning, earningBases, maxRedeemByBill } from '../earning/purchase.rules.ts';
import { settleDue } from '../ledger/due.ts';
import { hasRoom } from '../ledger/moves.ts';
import type { Draft, WalletState } from '../ledger/wallet-state.ts';
import { Refusal } from '../platform/refusal.ts';
import type { ProgrammeInForce } from '../programme/versions.ts';
import { type Asked, judgePurchase } from './judge.ts';
import type { ItemState, PurchaseState } from './purchase.state.sql.ts';
import type { Priced as PricedBy } from './terms.ts';

/** The state with the programmes and rules that its items ask for, by id. */
export type PricedState = PricedBy<PurchaseState>;

/** One request's numbers, before anything is moved. */
export interface Quote {
  /** After coupons. */
  bill: Bill;
  coupons: CouponPricing;
  redeemedPoints: number;
  maxRedeemPoints: number;
  paidMinor: number;
  earning: Earning;
  evaluation: Evaluation;
}

export interface Priced {
  wallet: WalletState;
  quote: Quote;
  version: ProgrammeInForce;
  /** What the rules were asked. */
  asked: Asked;
}

/** What the same group has booked before this item. */
export interface BookedBefore {
  usedCards: readonly string[];
  /** How often the customer has spent points, or had them reserved. */
  timesSpent: (customerId: string) => number;
}

/** Who pays and what it comes to, for a purchase that is booked, held or only asked about. */
export function priceItem(
  draft: Draft,
  item: ItemState,
  state: PricedState,
  { usedCards, timesSpent }: BookedBefore,
): Priced | Refusal {
  const checked = checkItem(item);
  if (checked instanceof Refusal) return checked;
  if (item.cardHash !== null && usedCards.includes(item.cardHash)) return new Refusal('card_not_valid');
  const { wallet, bill } = checked;
  const { redeem, isOffline, repeat } = item.request;
  if (redeem !== 0 && isOffline) return new Refusal('redeem_offline');
  if (redeem !== 0 || repeat === null) settleDue(draft, wallet);
  const version = versionOf(state.versions, item.programmeVersionId);
  const asked = askedOf(draft.brandId, state, item);
  const { lines, shopId } = item.request;
  const use = { now: draft.now, customerId: wallet.customerId, shopId, holdId: null };
  const coupons = priceCoupons(item.coupons, { bill, lines, redeem, use });
  const perDay = version.settings.redemptionsPerDay ?? 0;
  const isDayOver = perDay > 0 && item.redemptionsToday + timesSpent(wallet.customerId) >= perDay;
  if (isDayOver && redeem !== 0 && redeem !== 'max') {
    return new Refusal('redemptions_over_limit', { values: { limit: perDay } });
  }
  const allowsPoints = coupons.allowsPoints && !isDayOver;
  const question = { redeem, coupons: { ...coupons, allowsPoints }, wallet, heldPoints: 0, asked };
  const quote = quotePurchase(question, version.settings);
  return quote instanceof Refusal ? quote : { wallet, quote, version, asked };
}

/** What the rules are asked about an item whose customer is known. */
export function askedOf(
  brandId: string,
  state: Pick<PricedState, 'rulesets' | 'totals' | 'brand'>,
  item: { request: Asked['request']; rulesetId: string; earning: Asked['customer'] | null },
): Asked {
  const ruleset = state.rulesets.get(item.rulesetId);
  if (!ruleset || !item.earning) throw new Error('a purchase was priced without its rules or its customer');
  const { totals, brand } = state;
  return { brandId, zone: brand.zone, request: item.request, customer: item.earning, ruleset, totals };
}

export function versionOf(versions: PricedState['versions'], id: string): ProgrammeInForce {
  const version = versions.get(id);
  if (!version) throw new Error('a purchase was priced without its programme');
  return version;
}

function checkItem(item: ItemState): { wallet: WalletState; bill: Bill } | Refusal {
  const { request, wallet } = item;
  if (!('id' in request.customer) && item.cardHash === null) return new Refusal('card_not_valid');
  if (!wallet) return new Refusal('customer_not_found');
  if (!item.isShopKnown) return new Refusal('shop_not_found');
  return request.bill instanceof Refusal ? request.bill : { wallet, bill: request.bill };
}

export interface QuoteQuestion {
  redeem: number | 'max';
  coupons: CouponPricing;
  wallet: WalletState;
  /** Points of the wallet that are reserved for this very purchase. */
  heldPoints: number;
  asked: Asked;
}

export function quotePurchase(
  { redeem, coupons, wallet, heldPoints, asked }: QuoteQuestion,
  settings: ProgrammeSettings,
): Quote | Refusal {
  const { bill } = coupons;
  const limit = coupons.allowsPoints ? maxRedeemByBill(settings, bill) : 0;
  const available = Math.max(0, wallet.available) + heldPoints;
  const maxRedeemPoints = Math.min(limit, available);
  const redeemedPoints = redeem === 'max' ? maxRedeemPoints : redeem;
  if (redeemedPoints > limit) return new Refusal('redeem_over_limit', { values: { limit } });
  if (redeemedPoints > available) return new Refusal('insufficient_points', { values: { available } });
  const { pointValueMinor } = settings;
  const paidMinor = bill.totalMinor - redeemedPoints * pointValueMinor;
  const lineBasesMinor = earningBases(bill, redeemedPoints * pointValueMinor);
  const paid = { bill, lineBasesMinor, redeemedPoints, paidMinor, pointValueMinor };
  const evaluation = judgePurchase(asked, paid);
  if (!hasRoom(wallet, evaluation.points)) return new Refusal('points_over_limit');
  const earning: Earning = {
    earningMinor: bill.lines.reduce((sum, line) => sum + (line.earns ? line.netMinor : 0), 0),
    baseMinor: lineBasesMinor.reduce((sum, base) => sum + base, 0),
    lineBasesMinor,
    earnedPoints: evaluation.points,
  };
  return { bill, coupons, redeemedPoints, maxRedeemPoints, paidMinor, earning, evaluation };
}
