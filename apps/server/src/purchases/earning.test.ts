import type { EarningRuleSettings, PurchaseBody, RefundBody } from '@regulars/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RulesetTerms } from '../earning/rulesets.ts';
import { activateRules, line, plainRule } from '../earning/testing.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { findPurchase } from './find.ts';
import { openHolding } from './holds.ts';
import { openPurchasing, type Purchasing } from './purchases.ts';
import { openRefunding, type Refunding } from './refunds.ts';
import { buy, readWallet, receipt, tillAsker } from './testing.ts';

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

/** A brand whose base rule is paused, so that only the given rules pay. */
async function shop(rules: Partial<EarningRuleSettings>[], terms?: Partial<RulesetTerms>) {
  const brand = await makeBrand(deps);
  const { prisma } = deps.db;
  await prisma.earningRule.updateMany({ where: { brandId: brand.id }, data: { state: 'paused' } });
  const whole = { policy: 'all', budget: null, ...terms } as const;
  const ids = await activateRules(
    deps,
    brand.id,
    rules.map((rule) => ({ ...plainRule, ...rule })),
    whole,
  );
  const customerId = await makeMember(deps, brand.id);
  const purchase = async (fields: Partial<PurchaseBody> = {}, by = purchasing) => {
    const bill = fields.lines ? {} : { totalMinor: 10_000 };
    return (await buy(by, brand.id, { customerId, ...bill, ...fields })).body;
  };
  const refund = async (purchaseId: string | null, body: Omit<RefundBody, 'externalId'> = {}) => {
    const asker = { source: 'api', actor: { kind: 'apiKey', id: 'till-1' }, repeat: null } as const;
    const order = { brandId: brand.id, purchaseId: purchaseId ?? '', asker, language: 'en' } as const;
    return (await refunding.refund({ ...order, body: { externalId: receipt(), ...body } })).body;
  };
  return {
    brandId: brand.id,
    ids,
    customerId,
    purchase,
    refund,
    view: (id: string | null) =>
      findPurchase(deps, { brandId: brand.id, id: id ?? '', language: 'en', shopIds: [] }),
    wallet: () => readWallet(deps, brand.id, customerId),
    balanced: async () => expect((await checkBrand(deps.db.pool, brand.id)).mismatches).toEqual([]),
  };
}

const onePerUnit = { effect: { kind: 'perAmount', points: 1, amountMinor: 100 } } as const;
const fixed = (points: number) => ({ effect: { kind: 'fixed', points } }) as const;
const month = (points: number) => ({ limits: { person: [{ period: 'month' as const, points }] } });

describe('a purchase', () => {
  it('earns by every rule, each with its entry, version and life', async () => {
    const { purchase, brandId, balanced, wallet } = await shop([
      { ...onePerUnit, name: 'Base' },
      { ...fixed(20), name: 'Gift', activationDelayDays: 3 },
      { name: 'Double', effect: { kind: 'multiplier', percent: 200 } },
    ]);
    const answer = await purchase();
    expect(answer.earnedPoints).toBe(220 + 20);
    expect(answer.entries.map(({ points, pending }) => [points, pending])).toEqual([
      [100, false],
      [20, true],
      [120, false],
    ]);
    expect(answer.entries.map(({ explanation }) => explanation.replace(/.*: /, ''))).toEqual([
      'Base',
      'Gift',
      'Double',
    ]);
    const entries = await deps.db.prisma.entry.findMany({ where: { brandId }, orderBy: { id: 'asc' } });
    expect(new Set(entries.map(({ ruleVersionId }) => ruleVersionId)).size).toBe(3);
    expect(await wallet()).toEqual({ available: 220, pending: 20 });
    await balanced();
  });

  it('is told why a rule gave less, and so is whoever reads the history', async () => {
    const { purchase, view } = await shop([{ ...onePerUnit, ...month(150), name: 'Capped' }]);
    await purchase();
    const second = await purchase();
    expect(second.earnedPoints).toBe(50);
    expect(second.entries[0]?.explanation.replace(/[\u00a0\u202f]/g, ' ')).toBe(
      'Earned 50 beans for a purchase of ₽100: Capped. The monthly cap of 150 beans left room for this much',
    );
    expect((await view(second.id)).entries).toEqual(second.entries);
    const third = await purchase();
    expect(third).toMatchObject({ earnedPoints: 0, entries: [] });
    expect((await view(third.id)).rules).toMatchObject([
      { name: 'Capped', points: 0, reason: 'person_points_reached' },
    ]);
  });

  it('begins anew in the next period of the zone', async () => {
    const { purchase } = await shop([{ ...onePerUnit, ...month(150) }]);
    const now = deps.clock.now();
    deps.clock.set(new Date('2026-03-31T20:59:00Z'));
    expect((await purchase({ totalMinor: 50_000 })).earnedPoints).toBe(150);
    deps.clock.set(new Date('2026-03-31T21:00:00Z'));
    expect((await purchase({ totalMinor: 50_000 })).earnedPoints).toBe(150);
    deps.clock.set(now);
  });

  it('of many at once is the first only once, and no cap of a person is passed', async () => {
    const { purchase, balanced, wallet } = await shop([
      { ...fixed(200), conditions: { kind: 'purchaseNumber', max: 1 } },
      { ...onePerUnit, ...month(350) },
    ]);
    const other = openPurchasing(deps);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => purchase({}, index % 2 === 0 ? purchasing : other)),
    );
    expect(answers.reduce((sum, { earnedPoints }) => sum + earnedPoints, 0)).toBe(550);
    expect(await wallet()).toMatchObject({ available: 550 });
    await balanced();
  });

  it('of fifty people at once pays a rule no more than its total, and all rules no more than the budget', async () => {
    const limited = await shop([{ ...fixed(30), limits: { totalPoints: 400, totalTimes: 20 } }]);
    const budget = await shop([fixed(30), fixed(5)], { budget: { points: 500, period: 'month' } });
    for (const [brand, most] of [
      [limited, 400],
      [budget, 500],
    ] as const) {
      const members = await Promise.all(Array.from({ length: 50 }, () => makeMember(deps, brand.brandId)));
      const tills = [purchasing, openPurchasing(deps), openPurchasing(deps)];
      const answers = await Promise.all(
        members.map((customerId, index) => brand.purchase({ customerId }, tills[index % 3])),
      );
      expect(answers.reduce((sum, { earnedPoints }) => sum + earnedPoints, 0)).toBe(most);
      const rows = await deps.db.prisma.earningTotal.findMany({ where: { brandId: brand.brandId } });
      const scope = brand === limited ? brand.ids[0] : brand.brandId;
      expect(Number(rows.find(({ scopeId }) => scopeId === scope)?.points)).toBe(most);
      await brand.balanced();
    }
  });

  it('sent late earns by the rules of the time when it happened', async () => {
    const { purchase, brandId } = await shop([onePerUnit]);
    const then = deps.clock.now();
    deps.clock.advance(3_600_000);
    await activateRules(deps, brandId, [{ ...plainRule, ...fixed(1_000) }]);
    expect((await purchase({ occurredAt: then.toISOString() })).earnedPoints).toBe(100);
    expect((await purchase()).earnedPoints).toBe(1_100);
  });

  it('counts goods of earlier purchases, and forgets what came back', async () => {
    const { purchase, refund } = await shop([
      {
        ...fixed(50),
        conditions: { kind: 'bought', filter: { names: ['cappuccino'] }, quantity: 3, days: 7 },
        limits: { person: [{ period: 'week', times: 1 }] },
      },
    ]);
    const cup = () => purchase({ lines: [line(20_000, { name: 'Cappuccino' })] });
    const [first] = [await cup(), await cup()];
    await refund(first.id);
    expect((await cup()).earnedPoints).toBe(0);
    expect((await cup()).earnedPoints).toBe(50);
    expect((await cup()).earnedPoints).toBe(0);
  });

  it('may have a discount on the whole order, and say how it came', async () => {
    const { purchase, view } = await shop([
      { ...onePerUnit, conditions: { kind: 'channel', channels: ['delivery'] } },
    ]);
    const lines = [line(10_000), line(5_000, { earns: false })];
    const order = { lines, discountMinor: 1_500, totalMinor: 13_500 };
    const answer = await purchase({ ...order, channel: 'Delivery' });
    expect(answer).toMatchObject({ totalMinor: 13_500, earnedPoints: 90 });
    expect(await view(answer.id)).toMatchObject({ discountMinor: 1_500, channel: 'delivery' });
    expect((await purchase(order)).earnedPoints).toBe(0);
  });

  it('that is only calculated tells of every rule, in the language of the caller', async () => {
    const { brandId, customerId } = await shop([
      { ...onePerUnit, name: 'Base' },
      { ...fixed(5), name: 'Tuesdays', conditions: { kind: 'weekday', weekdays: [2] } },
    ]);
    const body = { externalId: receipt(), customerId, totalMinor: 10_000 };
    const quote = await purchasing.calculate(
      brandId,
      { ...body, explain: true },
      { ...tillAsker(brandId, body), repeat: null },
      'ru',
    );
    expect(quote.earnedPoints).toBe(100);
    expect(quote.rules).toMatchObject([
      { name: 'Base', points: 100, reason: 'paid', explanation: 'Начислено полностью' },
      { name: 'Tuesdays', points: 0, explanation: 'Условие не выполнено: по вторникам' },
    ]);
    const plain = await purchasing.calculate(
      brandId,
      body,
      { ...tillAsker(brandId, body), repeat: null },
      'ru',
    );
    expect(plain.rules).toBeUndefined();
  });

  it('that was held earns by the rules that its hold was told of', async () => {
    const { brandId, customerId, ids } = await shop([onePerUnit]);
    const holding = openHolding(deps);
    const lines = [line(10_000)];
    const body = { externalId: receipt(), customerId, lines, discountMinor: 1_000, expiresInSeconds: 600 };
    const { body: hold } = await holding.make(brandId, body, tillAsker(brandId, body));
    expect(hold).toMatchObject({ totalMinor: 9_000, earnedPoints: 90 });
    deps.clock.advance(1_000);
    await deps.db.prisma.earningRule.updateMany({
      where: { brandId, id: ids[0] ?? '' },
      data: { state: 'ended' },
    });
    await activateRules(deps, brandId, [{ ...plainRule, ...fixed(1) }]);
    const { source, actor } = tillAsker(brandId, {});
    const order = { brandId, holdId: hold.id, body: {}, language: 'en' } as const;
    const confirmed = await holding.confirm({ ...order, asker: { source, actor, repeat: null } });
    expect(confirmed.body).toMatchObject({ totalMinor: 9_000, earnedPoints: 90 });
  });
});

describe('a refund', () => {
  it('asks the version that paid, whatever became of the rule', async () => {
    const { purchase, refund, brandId, ids, balanced } = await shop([onePerUnit]);
    const [one, two] = [await purchase({ totalMinor: 5_000 }), await purchase({ totalMinor: 5_000 })];
    deps.clock.advance(1_000);
    await deps.db.prisma.earningRule.updateMany({
      where: { brandId, id: ids[0] ?? '' },
      data: { state: 'ended' },
    });
    await activateRules(deps, brandId, [
      { ...plainRule, effect: { kind: 'perAmount', points: 2, amountMinor: 100 } },
    ]);
    expect((await refund(one.id)).reversedPoints).toBe(50);
    expect((await refund(two.id, { amountMinor: 2_500 })).reversedPoints).toBe(25);
    await balanced();
  });

  it('takes back of each award what it would not pay for what is left, from its own lot', async () => {
    const { purchase, refund, balanced, wallet, brandId } = await shop([
      { ...onePerUnit, effect: { ...onePerUnit.effect, lines: { categories: ['tea'] } } },
      { ...fixed(40), conditions: { kind: 'total', of: 'bill', min: 15_000 }, activationDelayDays: 2 },
    ]);
    const tea = line(10_000, { category: 'Tea' });
    const cake = line(10_000, { category: 'Cake', quantity: 1 });
    const { id, earnedPoints } = await purchase({ lines: [tea, cake] });
    expect(earnedPoints).toBe(140);
    const first = await refund(id, { lines: [{ id: cake.id, quantity: 1 }] });
    expect(first).toMatchObject({ reversedPoints: 40, wallet: { available: 100, pending: 0 } });
    const second = await refund(id);
    expect(second).toMatchObject({ reversedPoints: 100, wallet: { available: 0, pending: 0 } });
    expect(await wallet()).toEqual({ available: 0, pending: 0 });
    const reversals = await deps.db.prisma.entry.findMany({ where: { brandId, kind: 'reversal' } });
    expect(new Set(reversals.map(({ ruleVersionId }) => ruleVersionId)).size).toBe(2);
    await balanced();
  });

  it('never takes more than was paid, though a condition fails and holds again', async () => {
    const { purchase, refund, wallet, balanced } = await shop([
      {
        ...fixed(100),
        conditions: { kind: 'lines', filter: { categories: ['tea'] }, test: { kind: 'share', min: 50 } },
      },
    ]);
    const tea = line(10_000, { category: 'tea', quantity: 2 });
    const cake = line(20_000, { category: 'cake' });
    const { id } = await purchase({ lines: [tea, cake] });
    const taken = [
      (await refund(id, { lines: [{ id: tea.id, quantity: 1 }] })).reversedPoints,
      (await refund(id, { lines: [{ id: cake.id, quantity: 1 }] })).reversedPoints,
      (await refund(id)).reversedPoints,
    ];
    expect(taken).toEqual([100, 0, 0]);
    expect(await wallet()).toEqual({ available: 0, pending: 0 });
    await balanced();
  });

  it('in proportion takes every award by the refunded share', async () => {
    const { purchase, refund, brandId } = await shop([onePerUnit, fixed(30)]);
    await deps.db.prisma.programmeVersion.updateMany({
      where: { brandId },
      data: { refundMethod: 'proportional' },
    });
    const { id } = await purchase();
    expect((await refund(id, { amountMinor: 5_000 })).reversedPoints).toBe(65);
    expect((await refund(id)).reversedPoints).toBe(65);
  });

  it('makes room under the caps again', async () => {
    const { purchase, refund, brandId, ids } = await shop([
      { ...onePerUnit, limits: { person: [{ period: 'month', points: 150, times: 2 }] } },
    ]);
    const first = await purchase();
    expect((await purchase()).earnedPoints).toBe(50);
    expect((await purchase()).earnedPoints).toBe(0);
    await refund(first.id);
    expect((await purchase()).earnedPoints).toBe(100);
    const total = await deps.db.prisma.earningTotal.findFirst({ where: { brandId, scopeId: ids[0] ?? '' } });
    expect([Number(total?.points), total?.times]).toEqual([150, 2]);
  });
});
