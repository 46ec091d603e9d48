/** What tests of rewards and coupons share: a brand with staff, a till and members, and short calls to the routes. */
import type {
  Coupon,
  CouponPool,
  CouponTerms,
  OwnCoupon,
  ProgrammeSettings,
  PurchaseBody,
  PurchaseQuote,
  RewardDetails,
} from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { addApiKey, freshKey, joinAs, makeSigningBrand, openSession } from '../customers/testing.ts';
import type { Deps } from '../deps.ts';
import { makeMember, makeStaff } from '../testing.ts';

export interface Counter {
  app: FastifyInstance;
  deps: Deps;
  id: string;
  slug: string;
  botToken: string;
  owner: { cookie: string; origin: string };
  till: { authorization: string };
  admin: string;
}

/** A point is a rouble, and bills may be paid with points whole. */
export async function openCounter(
  app: FastifyInstance,
  deps: Deps,
  programme: Partial<ProgrammeSettings> = {},
): Promise<Counter> {
  const brand = await makeSigningBrand(deps, {
    programme: { redeemCapPercent: 100, welcomeBonusPoints: 0, pointValueMinor: 100, ...programme },
  });
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  const { headers: till } = await addApiKey(deps, brand.id);
  return { app, deps, ...brand, owner: owner.headers, till, admin: `/api/admin/brands/${brand.slug}` };
}

let people = 90_000;

/** Somebody in the Mini App, with points if told. */
export async function joinCounter(counter: Counter, points = 0) {
  people += 1;
  const telegramId = people;
  const { headers, member } = await joinAs(counter.app, counter.deps, counter, { id: telegramId });
  if (points > 0) await givePoints(counter, member.id, points);
  return { headers, id: member.id, telegramId };
}

/** The same, without the way through joining and with points earned by one purchase: for crowds. */
export async function addToCrowd(counter: Counter, totalMinor: number) {
  people += 1;
  const telegramId = people;
  const id = await makeMember(counter.deps, counter.id, { telegramId });
  const answer = await ring(counter, bill(id, { totalMinor }));
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return { headers: await openSession(counter.app, counter.deps, counter, { id: telegramId }), id };
}

export async function givePoints({ app, till }: Counter, customerId: string, points: number) {
  const answer = await app.inject({
    method: 'POST',
    url: `/v1/customers/${customerId}/adjustments`,
    headers: { ...till, ...freshKey() },
    payload: { points, reason: 'for a test' },
  });
  if (answer.statusCode !== 200 && answer.statusCode !== 201) throw new Error(answer.body);
}

export function call(
  { app }: Counter,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  headers: Record<string, string>,
  payload?: object,
) {
  return app.inject({
    method,
    url,
    headers: { ...freshKey(), 'accept-language': 'en', ...headers },
    ...(payload ? { payload } : {}),
  });
}

export const giftTerms = { discount: { kind: 'gift' } } as const;

export const tenPercent = { discount: { kind: 'percent', basisPoints: 1_000 } } as const;

interface TermsInput {
  discount: object;
  minTotalMinor?: number;
  lines?: CouponTerms['lines'];
  withPoints?: boolean;
  withCoupons?: boolean;
  returnsOnRefund?: boolean;
}

export async function makePool(
  counter: Counter,
  fields: { kind?: string; terms?: TermsInput; [field: string]: unknown } = {},
): Promise<CouponPool> {
  const answer = await call(counter, 'POST', `${counter.admin}/coupon-pools`, counter.owner, {
    kind: 'personal',
    name: 'A pool',
    title: { ru: 'Скидка 10%', en: '10% off' },
    terms: tenPercent,
    ...fields,
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<CouponPool>();
}

/** A coupon of the pool for this person. */
export async function giveCoupon(counter: Counter, poolId: string, customerId: string): Promise<Coupon> {
  const url = `${counter.admin}/coupon-pools/${poolId}/coupons`;
  const answer = await call(counter, 'POST', url, counter.owner, { customerId });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<Coupon>();
}

export async function makeReward(
  counter: Counter,
  fields: Record<string, unknown> = {},
): Promise<RewardDetails> {
  const made = await call(counter, 'POST', `${counter.admin}/rewards`, counter.owner, {
    title: { ru: 'Капучино', en: 'Cappuccino' },
    pricePoints: 100,
    terms: giftTerms,
    ...fields,
  });
  if (made.statusCode !== 201) throw new Error(made.body);
  const { id } = made.json<RewardDetails>();
  const url = `${counter.admin}/rewards/${id}/state`;
  return (await call(counter, 'PUT', url, counter.owner, { state: 'active' })).json();
}

export function buy(counter: Counter, rewardId: string, headers: Record<string, string>, body: object = {}) {
  return call(counter, 'POST', `/api/brands/${counter.slug}/rewards/${rewardId}/buy`, headers, body);
}

/** Buys and answers the coupon. */
export async function bought(
  counter: Counter,
  rewardId: string,
  headers: Record<string, string>,
  body: object = {},
): Promise<OwnCoupon> {
  const answer = await buy(counter, rewardId, headers, body);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<{ coupon: OwnCoupon }>().coupon;
}

let bills = 0;

export function bill(customerId: string, fields: Partial<PurchaseBody>): PurchaseBody {
  bills += 1;
  return { externalId: `bill-${bills}`, customerId, ...fields };
}

export async function quote(counter: Counter, body: PurchaseBody): Promise<PurchaseQuote> {
  const answer = await call(counter, 'POST', '/v1/purchases/calculate', counter.till, body);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<PurchaseQuote>();
}

export function ring(counter: Counter, body: PurchaseBody) {
  return call(counter, 'POST', '/v1/purchases', counter.till, body);
}

/** Goods by name, price and pieces. */
export function goods(...items: [name: string, unitPriceMinor: number, more?: object][]) {
  return items.map(([name, unitPriceMinor, more], index) => ({
    id: String(index + 1),
    name,
    category: name,
    quantity: 1,
    unitPriceMinor,
    ...more,
  }));
}
