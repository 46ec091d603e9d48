import type { RefundBody } from '@regulars/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Refusal } from '../platform/refusal.ts';
import { openPurchasing, type Purchasing } from '../purchases/purchases.ts';
import { openRefunding, type Refunding } from '../purchases/refunds.ts';
import { openHolding, type Holding } from '../purchases/holds.ts';
import { buy, receipt, tillAsker } from '../purchases/testing.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { checkBrand } from './check-ledger.ts';
import { releaseHold, timeOutHolds } from './end-holds.ts';
import { settleDueJob } from './ledger.jobs.ts';

/**
 * The same programme told once more, as simply as possible: one point for a rouble, active two days later, gone
 * ten days after that, up to half of a bill may be paid with points. Days are whole, in UTC. A hold lasts two days and
 * a half, so the third morning brings its points back.
 */
interface Take {
  lot: number;
  points: number;
}

class Model {
  today = 0;
  debt = 0;
  readonly policy: 'to_zero' | 'below_zero';
  lots: { left: number; from: number; until: number; purchase: number }[] = [];
  purchases: {
    total: number;
    spent: number;
    takes: Take[];
    isRefunded: boolean;
    lot: number;
  }[] = [];
  holds: { points: number; takes: Take[]; until: number; state: string }[] = [];

  constructor(policy: Model['policy']) {
    this.policy = policy;
  }

  get available(): number {
    return this.sum((lot) => lot.from <= this.today) - this.debt;
  }

  get pending(): number {
    return this.sum((lot) => lot.from > this.today);
  }

  get held(): number {
    return this.holds.reduce((sum, hold) => sum + (hold.state === 'held' ? hold.points : 0), 0);
  }

  pass(days: number): void {
    for (let day = 0; day < days; day++) {
      this.today += 1;
      for (const lot of this.lots) if (lot.from === this.today) this.payDebt(lot);
      for (const lot of this.lots) if (lot.until <= this.today) lot.left = 0;
      for (const hold of this.holds) {
        if (hold.state !== 'held' || hold.until > this.today) continue;
        hold.state = 'timed_out';
        this.giveBack(hold.takes, hold.points);
      }
    }
  }

  buy(roubles: number, asked: number | 'max'): { spent: number } | { refusal: string } {
    const spent = this.allowed(roubles, asked);
    if (typeof spent !== 'number') return spent;
    this.book(roubles, spent, this.take(spent, null));
    return { spent };
  }

  hold(roubles: number, asked: number | 'max'): { spent: number } | { refusal: string } {
    const points = this.allowed(roubles, asked);
    if (typeof points !== 'number') return points;
    const takes = this.take(points, null);
    this.holds.push({ points, takes, until: this.today + 3, state: 'held' });
    return { spent: points };
  }

  endHold(index: number, final: number | 'release'): { spent: number } | { refusal: string } {
    const hold = this.holds[index];
    if (!hold || hold.state === 'timed_out') return { refusal: 'hold_expired' };
    if (hold.state !== 'held') return { refusal: 'hold_not_open' };
    const spent = final === 'release' ? 0 : Math.min(hold.points, Math.floor(final / 2));
    hold.state = final === 'release' ? 'released' : 'confirmed';
    const used: Take[] = [];
    const rest: Take[] = [];
    let toUse = spent;
    for (const { lot, points } of this.byExpiry(hold.takes)) {
      const part = Math.min(points, toUse);
      toUse -= part;
      if (part > 0) used.push({ lot, points: part });
      if (points > part) rest.push({ lot, points: points - part });
    }
    this.giveBack(rest, hold.points - spent);
    if (final !== 'release') this.book(final, spent, used);
    return { spent };
  }

  private allowed(roubles: number, asked: number | 'max'): number | { refusal: string } {
    const limit = Math.floor(roubles / 2);
    const spent = asked === 'max' ? Math.min(limit, Math.max(0, this.available)) : asked;
    if (spent > limit) return { refusal: 'redeem_over_limit' };
    return spent > Math.max(0, this.available) ? { refusal: 'insufficient_points' } : spent;
  }

  private book(roubles: number, spent: number, takes: Take[]): void {
    const purchase = this.purchases.length;
    this.lots.push({
      left: roubles - spent,
      from: this.today + 2,
      until: this.today + 2 + 11,
      purchase,
    });
    this.purchases.push({ total: roubles, spent, takes, isRefunded: false, lot: this.lots.length - 1 });
  }

  refund(index: number): { refusal: string } | null {
    const purchase = this.purchases[index];
    if (!purchase || purchase.isRefunded) return { refusal: 'already_refunded' };
    purchase.isRefunded = true;
    this.giveBack(purchase.takes, purchase.spent);
    const due = purchase.total - purchase.spent;
    const own = this.lots[purchase.lot];
    if (own && own.from > this.today) own.left -= due;
    else {
      const inHand = Math.min(due, Math.max(0, this.available));
      this.take(inHand, purchase.lot);
      if (this.policy === 'below_zero') this.debt += due - inHand;
    }
    return null;
  }

  private byExpiry(takes: readonly Take[]): Take[] {
    const until = (take: Take) => this.lots[take.lot]?.until ?? 0;
    return [...takes].sort((a, b) => until(a) - until(b) || a.lot - b.lot);
  }

  private giveBack(takes: readonly Take[], points: number): void {
    const paid = Math.min(points, this.debt);
    this.debt -= paid;
    let left = points - paid;
    for (const { lot: index, points: taken } of this.byExpiry(takes).reverse()) {
      const lot = this.lots[index];
      const filled = Math.min(taken, left);
      if (!lot || filled === 0) continue;
      lot.left += filled;
      // Three days of grace, whole ones, after today.
      if (lot.until <= this.today) lot.until = this.today + 4;
      left -= filled;
    }
  }

  private take(points: number, first: number | null): Take[] {
    let left = points;
    const active = [...this.lots.keys()].filter((index) => (this.lots[index]?.from ?? 0) <= this.today);
    const order = active.sort((a, b) => {
      if (a === first || b === first) return a === first ? -1 : 1;
      return (this.lots[a]?.until ?? 0) - (this.lots[b]?.until ?? 0) || a - b;
    });
    const taken = [];
    for (const index of order) {
      const lot = this.lots[index];
      const part = Math.min(left, lot?.left ?? 0);
      if (!lot || part === 0) continue;
      lot.left -= part;
      left -= part;
      taken.push({ lot: index, points: part });
    }
    return taken;
  }

  private payDebt(lot: { left: number }): void {
    const paid = Math.min(lot.left, this.debt);
    lot.left -= paid;
    this.debt -= paid;
  }

  private sum(isCounted: (lot: { from: number }) => boolean): number {
    return this.lots.reduce((sum, lot) => sum + (isCounted(lot) ? lot.left : 0), 0);
  }
}

let deps: TestDeps;
let close: () => Promise<void>;
let purchasing: Purchasing;
let refunding: Refunding;
let holding: Holding;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  purchasing = openPurchasing(deps);
  refunding = openRefunding(deps);
  holding = openHolding(deps);
});
afterAll(() => close());

type Step =
  | { do: 'buy'; roubles: number; redeem: number | 'max' }
  | { do: 'hold'; roubles: number; redeem: number | 'max' }
  | { do: 'endHold'; which: number; final: number | 'release' }
  | { do: 'refund'; which: number }
  | { do: 'pass'; days: number };

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('buy' as const),
        roubles: fc.integer({ min: 1, max: 200 }),
        redeem: fc.oneof(fc.constant('max' as const), fc.nat(60), fc.constant(0)),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('hold' as const),
        roubles: fc.integer({ min: 1, max: 200 }),
        redeem: fc.oneof(fc.constant('max' as const), fc.nat(60)),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('endHold' as const),
        which: fc.nat(9),
        final: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant('release' as const)),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), which: fc.nat(9) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 6 }) }),
    },
  ),
  { minLength: 5, maxLength: 24 },
);

const till = { source: 'api', actor: { kind: 'apiKey', id: 'till-1' }, repeat: null } as const;
const holdSeconds = 2.5 * 86_400;

function refundAll(brandId: string, purchaseId: string) {
  const body: RefundBody = { externalId: receipt() };
  return refunding.refund({ brandId, purchaseId, body, asker: till, language: 'en' });
}

function holdPoints(
  brandId: string,
  customerId: string,
  { roubles, redeem }: { roubles: number; redeem: number | 'max' },
) {
  const bill = { totalMinor: roubles * 100, redeemPoints: redeem };
  const body = { externalId: receipt(), customerId, expiresInSeconds: holdSeconds, ...bill };
  return holding.make(brandId, body, tillAsker(brandId, body)).then((answer) => answer.body, codeOf);
}

/** Answers the purchase that the hold became, null for a released one, or the code of a refusal. */
function endHold(brandId: string, holdId: string, final: number | 'release') {
  if (final === 'release') {
    const released = deps.db.prisma.$transaction((tx) => releaseHold(tx, deps, brandId, holdId));
    return released.then(() => null, codeOf);
  }
  const body = { totalMinor: final * 100 };
  const confirmed = holding.confirm({ brandId, holdId, body, asker: till, language: 'en' });
  return confirmed.then((answer) => answer.body, codeOf);
}

async function walletOf(brandId: string, customerId: string) {
  const row = await deps.db.prisma.wallet.findUniqueOrThrow({
    where: { brandId_customerId: { brandId, customerId } },
  });
  return { available: Number(row.available), pending: Number(row.pending), held: Number(row.held) };
}

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : String(error));

describe('the ledger', () => {
  it('agrees with a simple model whatever happens, and adds up', async () => {
    const start = deps.clock.now();
    const policies = fc.constantFrom('to_zero' as const, 'below_zero' as const);
    await fc.assert(
      fc.asyncProperty(steps, policies, async (script: Step[], policy) => {
        deps.clock.set(start);
        const brand = await makeBrand(deps, {
          settings: { zone: 'UTC' },
          programme: {
            effect: { kind: 'perAmount', points: 1, amountMinor: 100 },
            activationDelayDays: 2,
            expiry: { kind: 'days', days: 10 },
            redeemCapPercent: 50,
            refundShortPolicy: policy,
            refundGraceDays: 3,
          },
        });
        const customerId = await makeMember(deps, brand.id);
        const model = new Model(policy);
        const bought: string[] = [];
        const holds: string[] = [];
        for (const step of script) {
          if (step.do === 'pass') {
            model.pass(step.days);
            for (let day = 0; day < step.days; day++) {
              deps.clock.advance(86_400_000);
              await settleDueJob.run(deps, { brandId: brand.id });
              await timeOutHolds(deps, brand.id);
            }
          } else if (step.do === 'buy') {
            const expected = model.buy(step.roubles, step.redeem);
            const answer = await buy(purchasing, brand.id, {
              customerId,
              totalMinor: step.roubles * 100,
              redeemPoints: step.redeem,
            }).then(({ body }) => body, codeOf);
            if (typeof answer === 'string') expect({ refusal: answer }).toEqual(expected);
            else {
              expect({ spent: answer.redeemedPoints }).toEqual(expected);
              bought.push(answer.id ?? '');
            }
          } else if (step.do === 'hold') {
            const expected = model.hold(step.roubles, step.redeem);
            const answer = await holdPoints(brand.id, customerId, step);
            if (typeof answer === 'string') expect({ refusal: answer }).toEqual(expected);
            else {
              expect({ spent: answer.redeemedPoints }).toEqual(expected);
              holds.push(answer.id);
            }
          } else if (step.do === 'endHold' && holds.length > 0) {
            const index = step.which % holds.length;
            const expected = model.endHold(index, step.final);
            const answer = await endHold(brand.id, holds[index] ?? '', step.final);
            if (typeof answer === 'string') expect({ refusal: answer }).toEqual(expected);
            else {
              expect({ spent: answer?.redeemedPoints ?? 0 }).toEqual(expected);
              if (answer?.id) bought.push(answer.id);
            }
          } else if (step.do === 'refund' && bought.length > 0) {
            const index = step.which % bought.length;
            const expected = model.refund(index);
            const answer = await refundAll(brand.id, bought[index] ?? '').then(() => null, codeOf);
            expect(answer && { refusal: answer }).toEqual(expected);
          }
          const { available, pending, held } = model;
          expect(await walletOf(brand.id, customerId)).toEqual({ available, pending, held });
        }
        expect((await checkBrand(deps.db.pool, brand.id)).mismatches).toEqual([]);
      }),
      { numRuns: 25, endOnFailure: true },
    );
    deps.clock.set(start);
  }, 120_000);
});
