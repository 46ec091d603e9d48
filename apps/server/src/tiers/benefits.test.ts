/** What a level gives to a purchase: the multiplier, and rules that ask about it. */
import type { EarningRuleSettings, SimulationResult, TierSettings } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { plainRule } from '../earning/testing.ts';
import { prepareQueue } from '../platform/queue.ts';
import { createTestDeps, makeMember, type TestDeps } from '../testing.ts';
import { level, openShop, tierSettings } from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
const start = new Date('2026-03-12T09:30:00.000Z');

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  await prepareQueue(deps);
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

const shop = (settings: TierSettings) => openShop({ app, deps, start }, settings);
const goldPays = tierSettings({
  levels: [level('Bronze', 0), level('Gold', 1_000_000, { multiplierPercent: 150 })],
});

describe('a multiplier', () => {
  it('pays from the purchase after the one that reached the level, and says so', async () => {
    const { brandId, buy, calculate, sound } = await shop(goldPays);
    const customerId = await makeMember(deps, brandId);
    expect((await buy(customerId, 1_000_000)).earnedPoints).toBe(500);
    const quote = await calculate({ customerId, totalMinor: 10_500, explain: true });
    expect(quote.earnedPoints).toBe(7);
    expect(quote.rules).toMatchObject([
      { points: 5, reason: 'paid' },
      { name: 'Gold', points: 2, reason: 'tier_multiplied', explanation: '×1.5 for the tier' },
    ]);
    const { entries } = await buy(customerId, 10_500);
    expect(entries.map(({ points, explanation }) => [points, explanation.includes('Gold')])).toEqual([
      [5, false],
      [2, true],
    ]);
    await sound();
  });

  it('of then is asked when a purchase is refunded, whatever the level gives by now', async () => {
    const { brandId, buy, refund, balance, save, admin, sound } = await shop(goldPays);
    const customerId = await makeMember(deps, brandId);
    await buy(customerId, 1_000_000);
    const { id, earnedPoints } = await buy(customerId, 100_000);
    expect([earnedPoints, await balance(customerId)]).toEqual([75, 575]);
    const { settings } = await admin<{ settings: TierSettings }>('GET', 'tiers');
    const levels = settings.levels.map((one) => ({
      ...one,
      multiplierPercent: one.threshold > 0 ? 300 : 100,
    }));
    await save({ ...settings, levels });
    await refund(id, { amountMinor: 40_000 });
    expect(await balance(customerId)).toBe(545);
    await refund(id);
    expect(await balance(customerId)).toBe(500);
    await sound();
  });

  it('of the time when a purchase happened counts when the till sends it late', async () => {
    const { brandId, buy } = await shop(goldPays);
    const customerId = await makeMember(deps, brandId);
    deps.clock.set(new Date(start.getTime() + 3_600_000));
    await buy(customerId, 1_000_000);
    const late = await buy(customerId, 100_000, { occurredAt: start.toISOString() });
    expect(late.earnedPoints).toBe(50);
    expect((await buy(customerId, 100_000)).earnedPoints).toBe(75);
  });

  it('is over from the instant at which the level falls', async () => {
    const { brandId, buy } = await shop({ ...goldPays, period: { kind: 'days', days: 30 } });
    const customerId = await makeMember(deps, brandId);
    deps.clock.set(new Date('2026-07-20T12:00:00+03:00'));
    await buy(customerId, 1_000_000);
    deps.clock.set(new Date('2026-08-19T23:59:59+03:00'));
    expect((await buy(customerId, 1_000)).earnedPoints).toBe(0);
    expect((await buy(customerId, 100_000)).earnedPoints).toBe(75);
    deps.clock.set(new Date('2026-08-20T00:00:00+03:00'));
    expect((await buy(customerId, 100_000)).earnedPoints).toBe(50);
  });

  it('stops at the budget of all rules', async () => {
    const { brandId, admin, buy, sound } = await shop(goldPays);
    const customerId = await makeMember(deps, brandId);
    await buy(customerId, 1_000_000);
    await admin('PUT', 'earning-rules/terms', { policy: 'best', budget: { points: 60, period: 'ever' } });
    expect((await buy(customerId, 100_000)).earnedPoints).toBe(60);
    expect((await buy(customerId, 100_000)).earnedPoints).toBe(0);
    await sound();
  });
});

describe('3, 5 and 7% from 0, 2,000 and 5,000 spent', () => {
  async function growing() {
    const levels = [level('Basic', 0), level('Plus', 200_000), level('Top', 500_000)];
    const opened = await shop(tierSettings({ levels }));
    const { admin, ids } = opened;
    const { items } = await admin<{ items: { id: string }[] }>('GET', 'earning-rules');
    await admin('PUT', `earning-rules/${items[0]?.id}/state`, { state: 'paused' });
    for (const [rank, basisPoints] of [300, 500, 700].entries()) {
      const rule: EarningRuleSettings = {
        ...plainRule,
        name: `${basisPoints / 100}%`,
        conditions: { kind: 'all', of: [{ kind: 'tier', tierIds: [ids[rank] ?? ''] }] },
        effect: { kind: 'percent', basisPoints },
      };
      const draft = await admin<{ id: string; summary: { en: string } }>('POST', 'earning-rules', rule);
      expect(draft.summary.en).toContain(['Basic', 'Plus', 'Top'][rank]);
      await admin('PUT', `earning-rules/${draft.id}/state`, { state: 'active' });
    }
    return opened;
  }

  it('pays by the level that was reached before, and takes back what it paid', async () => {
    const { brandId, buy, refund, balance, sound } = await growing();
    const customerId = await makeMember(deps, brandId);
    const earned: number[] = [];
    for (const bill of [200_000, 300_000, 100_000]) earned.push((await buy(customerId, bill)).earnedPoints);
    expect(earned).toEqual([60, 150, 70]);
    const { id } = await buy(customerId, 100_000);
    expect(await balance(customerId)).toBe(350);
    await refund(id);
    expect(await balance(customerId)).toBe(280);
    await sound();
  });

  it('is proved in the simulator with a customer of any level', async () => {
    const { admin, ask, ids } = await growing();
    const customer = {
      joinedDaysAgo: 10,
      birthday: null,
      language: 'ru',
      source: null,
      purchasesBefore: 0,
      spentBeforeMinor: 0,
      availablePoints: 0,
    };
    const body = (tierId: string | null | undefined) => ({
      customer: { ...customer, tierId },
      purchase: { totalMinor: 100_000 },
    });
    const earned: number[] = [];
    for (const tierId of [...ids, null]) {
      const result = await admin<SimulationResult>('POST', 'earning-rules/simulate', body(tierId));
      earned.push(result.earnedPoints);
    }
    expect(earned).toEqual([30, 50, 70, 0]);
    const refused = await ask('POST', 'earning-rules/simulate', body('01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10'));
    expect(refused.json().code).toBe('tier_not_found');
  });
});

it('what a known customer would get is simulated with the level they have', async () => {
  const { brandId, admin, buy } = await shop(goldPays);
  const id = await makeMember(deps, brandId);
  await buy(id, 1_000_000);
  const body = { customer: { id }, purchase: { totalMinor: 100_000 } };
  const result = await admin<SimulationResult>('POST', 'earning-rules/simulate', body);
  expect(result).toMatchObject({
    earnedPoints: 75,
    rules: [{ points: 50 }, { ruleId: null, points: 25, words: { ru: '×1,5 за уровень' } }],
  });
});
