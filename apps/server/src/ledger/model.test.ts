import type { RefundBody } from '@regulars/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Refusal } from '../platform/refusal.ts';
import { openPurchasing, type Purchasing } from '../purchases/purchases.ts';
import { openRefunding, type Refunding } from '../purchases/refunds.ts';
import { buy, readWallet, receipt } from '../purchases/testing.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { checkBrand } from './check-ledger.ts';
import { settleDueJob } from './ledger.jobs.ts';

/**
 * The same programme told once more, as simply as possible: one point for a rouble, active two days later, gone
 * ten days after that, up to half of a bill may be paid with points. Days are whole, in UTC.
 */
class Model {
  today = 0;
  debt = 0;
  readonly policy: 'to_zero' | 'below_zero';
  lots: { left: number; from: number; until: number; purchase: number }[] = [];
  purchases: {
    total: number;
    spent: number;
    takes: { lot: number; points: number }[];
    isRefunded: boolean;
    lot: number;
  }[] = [];

  constructor(policy: Model['policy']) {
    this.policy = policy;
  }

  get available(): number {
    return this.sum((lot) => lot.from <= this.today) - this.debt;
  }

  get pending(): number {
    return this.sum((lot) => lot.from > this.today);
  }

  pass(days: number): void {
    for (let day = 0; day < days; day++) {
      this.today += 1;
      for (const lot of this.lots) if (lot.from === this.today) this.payDebt(lot);
      for (const lot of this.lots) if (lot.until <= this.today) lot.left = 0;
    }
  }

  buy(roubles: number, asked: number | 'max'): { spent: number } | { refusal: string } {
    const limit = Math.floor(roubles / 2);
    const spent = asked === 'max' ? Math.min(limit, Math.max(0, this.available)) : asked;
    if (spent > limit) return { refusal: 'redeem_over_limit' };
    if (spent > Math.max(0, this.available)) return { refusal: 'insufficient_points' };
    const takes = this.take(spent, null);
    const purchase = this.purchases.length;
    this.lots.push({
      left: roubles - spent,
      from: this.today + 2,
      until: this.today + 2 + 11,
      purchase,
    });
    this.purchases.push({ total: roubles, spent, takes, isRefunded: false, lot: this.lots.length - 1 });
    return { spent };
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

  private giveBack(takes: { lot: number; points: number }[], points: number): void {
    const paid = Math.min(points, this.debt);
    this.debt -= paid;
    let left = points - paid;
    for (const { lot: index, points: taken } of [...takes].reverse()) {
      const lot = this.lots[index];
      const filled = Math.min(taken, left);
      if (!lot || filled === 0) continue;
      lot.left += filled;
      // Three days of grace, whole ones, after today.
      if (lot.until <= this.today) lot.until = this.today + 4;
      left -= filled;
    }
  }

  private take(points: number, first: number | null): { lot: number; points: number }[] {
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

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  purchasing = openPurchasing(deps);
  refunding = openRefunding(deps);
});
afterAll(() => close());

type Step =
  | { do: 'buy'; roubles: number; redeem: number | 'max' }
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
    { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), which: fc.nat(9) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 6 }) }),
    },
  ),
  { minLength: 5, maxLength: 20 },
);

function refundAll(brandId: string, purchaseId: string) {
  const body: RefundBody = { externalId: receipt() };
  const repeat = { brandId, caller: 'c', route: 'r', key: body.externalId, inputHash: '' };
  const asker = { source: 'api', actor: { kind: 'apiKey', id: 'till-1' }, repeat } as const;
  return refunding.refund({ brandId, purchaseId, body, asker, language: 'en' });
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
        for (const step of script) {
          if (step.do === 'pass') {
            model.pass(step.days);
            for (let day = 0; day < step.days; day++) {
              deps.clock.advance(86_400_000);
              await settleDueJob.run(deps, { brandId: brand.id });
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
          } else if (bought.length > 0) {
            const index = step.which % bought.length;
            const expected = model.refund(index);
            const answer = await refundAll(brand.id, bought[index] ?? '').then(() => null, codeOf);
            expect(answer && { refusal: answer }).toEqual(expected);
          }
          const { available, pending } = model;
          expect(await readWallet(deps, brand.id, customerId)).toEqual({ available, pending });
        }
        expect((await checkBrand(deps.db.pool, brand.id)).mismatches).toEqual([]);
      }),
      { numRuns: 25, endOnFailure: true },
    );
    deps.clock.set(start);
  }, 120_000);
});
