import type {
  EarningRule,
  EarningRuleList,
  EarningRuleSettings,
  Role,
  SimulationResult,
} from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { firstProgramme } from '../brands/new-brand.ts';
import { createTestDeps, makeBrand, makeMember, makeStaff, type TestDeps } from '../testing.ts';
import { rulesetInForce } from './rulesets.ts';
import { plainRule } from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function office(role: Role = 'marketer') {
  const brand = await makeBrand(deps);
  const who = await makeStaff(deps, { name: 'Ольга', memberships: [{ brandId: brand.id, role }] });
  const base = `/api/admin/brands/${brand.slug}`;
  const send = (method: Method, path: string, payload?: object) =>
    app.inject({ method, url: `${base}/${path}`, headers: who.headers, ...(payload ? { payload } : {}) });
  return {
    brand,
    who,
    send,
    list: async () => (await send('GET', 'earning-rules')).json<EarningRuleList>(),
    create: async (changes: Partial<EarningRuleSettings> = {}) =>
      (await send('POST', 'earning-rules', { ...plainRule, ...changes })).json<EarningRule>(),
    setState: (id: string, state: string) => send('PUT', `earning-rules/${id}/state`, { state }),
    simulate: async (body: object) => {
      const answer = await send('POST', 'earning-rules/simulate', { customer: invented, ...body });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json<SimulationResult>();
    },
  };
}

const invented = {
  joinedDaysAgo: 10,
  birthday: '05-17',
  language: 'ru',
  source: null,
  purchasesBefore: 4,
  spentBeforeMinor: 0,
  availablePoints: 1_000,
};

const morning: Partial<EarningRuleSettings> = {
  name: 'Утренний кофе',
  effect: { kind: 'percent', basisPoints: 1_000, lines: { categories: ['Кофе'] } },
  conditions: { kind: 'all', of: [{ kind: 'hours', from: '08:00', until: '11:00' }] },
  limits: { person: [{ period: 'month', points: 300 }] },
};

describe('the list of rules', () => {
  it('begins with what the programme says of purchases', async () => {
    const { list } = await office('support');
    expect(await list()).toMatchObject({
      policy: 'best',
      budget: null,
      items: [
        {
          isBase: true,
          state: 'active',
          version: 1,
          paidPoints: 0,
          settings: { effect: firstProgramme.effect },
        },
      ],
    });
  });

  it('takes a draft, makes it active, and says it in a sentence', async () => {
    const { brand, create, list, setState } = await office();
    const draft = await create(morning);
    expect(draft).toMatchObject({ state: 'draft', version: 1, settings: morning, savedBy: 'Ольга' });
    expect(draft.summary.ru.replaceAll('\u00a0', ' ')).toBe(
      '10% за кофе с 8 до 11, не больше 300 зёрен в месяц',
    );
    expect((await rulesetInForce(deps.db.prisma, brand.id, deps.clock.now())).rules).toHaveLength(1);
    expect((await setState(draft.id, 'active')).json()).toMatchObject({ state: 'active' });
    expect((await list()).items.map(({ state }) => state)).toEqual(['active', 'active']);
    expect((await rulesetInForce(deps.db.prisma, brand.id, deps.clock.now())).rules).toHaveLength(2);
    const log = await deps.db.prisma.auditEntry.findMany({
      where: { brandId: brand.id },
      orderBy: { id: 'asc' },
    });
    expect(log.map(({ action }) => action)).toEqual(['earning_rule.created', 'earning_rule.activated']);
  });

  it('keeps every version that paid, and the sets in force at each time', async () => {
    const { brand, create, send, setState } = await office();
    const { id } = await create(morning);
    const change = (baseVersion: number, basisPoints: number) =>
      send('PUT', `earning-rules/${id}`, {
        baseVersion,
        settings: { ...plainRule, ...morning, effect: { kind: 'percent', basisPoints } },
      });
    // A draft is no version worth keeping.
    expect((await change(1, 100)).json()).toMatchObject({ version: 1, state: 'draft' });
    await setState(id, 'active');
    const before = deps.clock.now();
    deps.clock.advance(60_000);
    expect((await change(1, 200)).json()).toMatchObject({ version: 2, state: 'active' });
    expect((await change(1, 300)).json().code).toBe('version_conflict');
    const whole = (await send('GET', `earning-rules/${id}`)).json<{ versions: EarningRule[] }>();
    expect(whole.versions.map(({ version, settings }) => [version, settings.effect])).toEqual([
      [2, { kind: 'percent', basisPoints: 200 }],
      [1, { kind: 'percent', basisPoints: 100 }],
    ]);
    const effectAt = async (at: Date) =>
      (await rulesetInForce(deps.db.prisma, brand.id, at)).rules.find((rule) => rule.id === id)?.settings
        .effect;
    expect(await effectAt(before)).toEqual({ kind: 'percent', basisPoints: 100 });
    expect(await effectAt(deps.clock.now())).toEqual({ kind: 'percent', basisPoints: 200 });
  });

  it('lets a rule pause, come back and end, but not come back from its end', async () => {
    const { create, setState } = await office();
    const { id } = await create();
    const states = ['paused', 'active', 'paused', 'active', 'ended', 'active'];
    const codes: number[] = [];
    for (const state of states) codes.push((await setState(id, state)).statusCode);
    expect(codes).toEqual([409, 200, 200, 200, 200, 409]);
  });

  it('throws away drafts only', async () => {
    const { create, send, setState, list } = await office();
    const [draft, active] = [await create(), await create()];
    await setState(active.id, 'active');
    expect((await send('DELETE', `earning-rules/${draft.id}`)).statusCode).toBe(204);
    const refused = await send('DELETE', `earning-rules/${active.id}`);
    expect(refused.json().code).toBe('earning_rule_state_invalid');
    expect((await list()).items.map(({ id }) => id)).toContain(active.id);
  });

  it('copies a rule as a draft', async () => {
    const { create, send } = await office();
    const { id } = await create(morning);
    const copy = await send('POST', `earning-rules/${id}/duplicate`);
    expect(copy.statusCode).toBe(201);
    expect(copy.json()).toMatchObject({
      state: 'draft',
      settings: { ...morning, name: 'Утренний кофе (копия)' },
    });
  });

  it('is put in order as a whole', async () => {
    const { brand, create, send, setState, list } = await office();
    const first = await create();
    await setState(first.id, 'active');
    const ids = (await list()).items.map(({ id }) => id);
    const turned = await send('PUT', 'earning-rules/order', { ids: [...ids].reverse() });
    expect(turned.json<EarningRuleList>().items[0]?.id).toBe(first.id);
    expect((await rulesetInForce(deps.db.prisma, brand.id, deps.clock.now())).rules[0]?.id).toBe(first.id);
    expect((await send('PUT', 'earning-rules/order', { ids: [first.id] })).statusCode).toBe(400);
    expect((await send('PUT', 'earning-rules/order', { ids: [first.id, first.id] })).statusCode).toBe(400);
  });

  it('keeps the policy and the budget with the rules', async () => {
    const { send, list } = await office();
    const terms = { policy: 'all', budget: { points: 10_000, period: 'month' } };
    expect((await send('PUT', 'earning-rules/terms', terms)).json()).toMatchObject({
      policy: 'all',
      budget: { points: 10_000, period: 'month', spentPoints: 0 },
    });
    expect((await list()).policy).toBe('all');
    expect((await send('PUT', 'earning-rules/terms', { policy: 'worst', budget: null })).statusCode).toBe(
      400,
    );
  });

  it('ends all but one of several changes at once, and none is lost', async () => {
    const { brand, create, setState } = await office();
    const rules = [await create(), await create(), await create()];
    const answers = await Promise.all(rules.map(({ id }) => setState(id, 'active')));
    const done = answers.filter(({ statusCode }) => statusCode === 200).length;
    expect(answers.every(({ statusCode }) => statusCode === 200 || statusCode === 409)).toBe(true);
    const { rules: inForce } = await rulesetInForce(deps.db.prisma, brand.id, deps.clock.now());
    const active = await deps.db.prisma.earningRule.count({ where: { brandId: brand.id, state: 'active' } });
    expect([inForce.length, active]).toEqual([done + 1, done + 1]);
  });
});

describe('the base rule', () => {
  it('changes with the programme, and the programme with it', async () => {
    const { list, send } = await office();
    const settings = { ...firstProgramme, effect: { kind: 'percent', basisPoints: 700 } };
    expect((await send('PUT', 'programme', { baseVersion: 1, settings })).statusCode).toBe(200);
    const [base] = (await list()).items;
    expect(base).toMatchObject({ version: 2, settings: { effect: settings.effect } });
    const perAmount = { kind: 'perAmount', points: 1, amountMinor: 10_000 };
    const saved = await send('PUT', `earning-rules/${base?.id}`, {
      baseVersion: 2,
      settings: { ...base?.settings, effect: perAmount },
    });
    expect(saved.statusCode).toBe(200);
    expect((await send('GET', 'programme')).json()).toMatchObject({
      version: 3,
      settings: { effect: perAmount },
    });
  });

  it('is what customers are told about, or the rules that pay in its place', async () => {
    const { brand, list, create, setState } = await office();
    const told = async () =>
      (await app.inject({ url: `/api/brands/${brand.slug}` })).json<{ earning: { en: string } }>().earning.en;
    const { id } = await create(morning);
    await setState(id, 'active');
    expect(await told()).toContain('Get 5% of what you pay back in beans');
    const base = (await list()).items.find((rule) => rule.isBase);
    await setState(base?.id ?? '', 'paused');
    expect((await told()).replaceAll('\u00a0', ' ')).toBe(
      '10% back on кофе from 8 to 11, at most 300 beans a month, pay up to 50% of a bill with them.',
    );
    await setState(id, 'paused');
    expect(await told()).toContain('Purchases earn no beans yet');
  });

  it('stays simple, and may pause but not end', async () => {
    const { list, send, setState } = await office();
    const [base] = (await list()).items;
    const change = (settings: object) =>
      send('PUT', `earning-rules/${base?.id}`, {
        baseVersion: 1,
        settings: { ...base?.settings, ...settings },
      });
    const steps = { kind: 'steps', by: 'bill', steps: [{ fromMinor: 0, basisPoints: 100 }] };
    expect((await change({ effect: steps })).json().errors[0]).toMatchObject({ path: 'effect' });
    expect(
      (await change({ trigger: { kind: 'join' }, effect: { kind: 'fixed', points: 1 } })).statusCode,
    ).toBe(400);
    expect((await setState(base?.id ?? '', 'ended')).json().code).toBe('earning_rule_state_invalid');
    expect((await setState(base?.id ?? '', 'paused')).json().state).toBe('paused');
  });
});

describe('a rule is refused', () => {
  it('when it asks what nobody can answer yet, with the place and the reason', async () => {
    const { send } = await office();
    const conditions = {
      kind: 'any',
      of: [{ kind: 'not', of: { kind: 'segment', segmentIds: [deps.random.id()] } }],
    };
    const answer = await send('POST', 'earning-rules', { ...plainRule, conditions });
    expect(answer.json().errors).toEqual([
      {
        path: 'conditions.of.0.of',
        code: 'custom',
        message: 'спрашивает о сегменте, а сегментов в программе пока нет',
      },
    ]);
  });

  it.each<[string, object]>([
    ['a shop of nobody', { conditions: { kind: 'shop', shopIds: ['01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10'] } }],
    ['a tier of nobody', { conditions: { kind: 'tier', tierIds: ['01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10'] } }],
    [
      'a purchase asked of a birthday',
      {
        trigger: { kind: 'birthday', daysBefore: 0, filledDaysBefore: 0 },
        effect: { kind: 'fixed', points: 1 },
        conditions: { kind: 'total', of: 'bill', min: 1 },
      },
    ],
    ['a percent of no purchase', { trigger: { kind: 'join' } }],
    ['a property of a purchase', { conditions: { kind: 'property', name: 'x', equals: 1 } }],
    ['an unknown condition', { conditions: { kind: 'moon' } }],
    ['an empty range', { conditions: { kind: 'spent' } }],
    [
      'steps that do not grow',
      {
        effect: {
          kind: 'steps',
          by: 'bill',
          steps: [
            { fromMinor: 5, basisPoints: 1 },
            { fromMinor: 5, basisPoints: 2 },
          ],
        },
      },
    ],
    [
      'a period named twice',
      {
        limits: {
          person: [
            { period: 'day', times: 1 },
            { period: 'day', points: 1 },
          ],
        },
      },
    ],
    ['an end before the start', { startsAt: '2026-03-02T00:00:00Z', endsAt: '2026-03-01T00:00:00Z' }],
    ['an unknown field', { colour: 'red' }],
  ])('for %s', async (_name, changes) => {
    const { send } = await office();
    const answer = await send('POST', 'earning-rules', { ...plainRule, ...changes });
    expect(answer.statusCode, answer.body).toBe(400);
  });

  it('when there are too many', async () => {
    const { brand, send } = await office();
    await deps.db.prisma.earningRule.createMany({
      data: Array.from({ length: 99 }, (_, index) => ({
        brandId: brand.id,
        id: deps.random.id(),
        state: 'draft',
        position: index + 1,
        version: 1,
      })),
    });
    expect((await send('POST', 'earning-rules', plainRule)).json().code).toBe('too_many_earning_rules');
  });
});

describe('who may', () => {
  it('read and write is decided by permission; a cashier does neither', async () => {
    const support = await office('support');
    const { items } = await support.list();
    const id = items[0]?.id;
    const simulation = { customer: invented, purchase: { totalMinor: 100 } };
    const reads: Record<string, [Method, string, object?]> = {
      listEarningRules: ['GET', 'earning-rules'],
      getEarningRule: ['GET', `earning-rules/${id}`],
      listEarningTemplates: ['GET', 'earning-templates'],
      simulateEarning: ['POST', 'earning-rules/simulate', simulation],
    };
    const writes: Record<string, [Method, string, object?]> = {
      createEarningRule: ['POST', 'earning-rules', plainRule],
      saveEarningRule: ['PUT', `earning-rules/${id}`, { baseVersion: 1, settings: plainRule }],
      deleteEarningRule: ['DELETE', `earning-rules/${id}`],
      setEarningRuleState: ['PUT', `earning-rules/${id}/state`, { state: 'paused' }],
      duplicateEarningRule: ['POST', `earning-rules/${id}/duplicate`],
      orderEarningRules: ['PUT', 'earning-rules/order', { ids: [id] }],
      saveEarningTerms: ['PUT', 'earning-rules/terms', { policy: 'all', budget: null }],
      useEarningTemplate: ['POST', 'earning-templates/next-day', {}],
    };
    const cashier = await office('cashier');
    for (const [name, ask] of Object.entries(reads)) {
      expect((await support.send(...ask)).statusCode, name).toBe(200);
      expect((await cashier.send(...ask)).statusCode, name).toBe(403);
    }
    for (const [name, ask] of Object.entries(writes)) {
      expect((await support.send(...ask)).statusCode, name).toBe(403);
    }
  });

  it('reach the rules of another brand is nobody', async () => {
    const [own, other] = [await office('owner'), await office('owner')];
    const { id } = await own.create();
    const asks: [Method, string, object?][] = [
      ['GET', `earning-rules/${id}`],
      ['PUT', `earning-rules/${id}`, { baseVersion: 1, settings: plainRule }],
      ['DELETE', `earning-rules/${id}`],
      ['PUT', `earning-rules/${id}/state`, { state: 'active' }],
      ['POST', `earning-rules/${id}/duplicate`],
    ];
    for (const ask of asks)
      expect((await other.send(...ask)).json().code, ask[1]).toBe('earning_rule_not_found');
    const mixed = await other.send('POST', 'earning-rules/simulate', {
      customer: invented,
      purchase: { totalMinor: 100 },
      alsoRuleIds: [id],
    });
    expect(mixed.json().code).toBe('earning_rule_not_found');
    expect((await own.list()).items.map((rule) => rule.state)).toEqual(['active', 'draft']);
  });
});

describe('the simulator', () => {
  it('says of each rule yes or no, and why, also for a time to come', async () => {
    const { create, setState, simulate } = await office();
    const { id } = await create(morning);
    await setState(id, 'active');
    const lines = [{ id: '1', quantity: 1, unitPriceMinor: 30_000, category: 'Кофе' }];
    const noon = await simulate({ purchase: { lines }, at: '2026-04-01T12:00:00+03:00' });
    expect(noon).toMatchObject({ totalMinor: 30_000, earnedPoints: 15, maxRedeemPoints: 150 });
    expect(noon.rules.map(({ points, reason }) => [points, reason.code])).toEqual([
      [15, 'paid'],
      [0, 'condition_not_met'],
    ]);
    expect(noon.rules[1]?.words.ru).toBe('Условие не выполнено: с 8 до 11');
    const early = await simulate({
      purchase: { lines, redeemPoints: 'max' },
      at: '2026-04-01T08:00:00+03:00',
    });
    expect(early).toMatchObject({ redeemedPoints: 150, paidMinor: 15_000, earnedPoints: 15 });
    expect(early.rules[0]).toMatchObject({ reason: { code: 'outranked', byRuleId: id }, expiresAt: null });
    expect(early.rules[1]?.activeFrom).toBe('2026-04-01T05:00:00.000Z');
    const all = await simulate({ purchase: { lines }, at: '2026-04-01T08:00:00+03:00', policy: 'all' });
    expect(all.earnedPoints).toBe(45);
  });

  it('tries drafts, and rules that were never saved', async () => {
    const { create, simulate } = await office();
    const draft = await create({ name: 'Draft', effect: { kind: 'fixed', points: 70 } });
    const purchase = { totalMinor: 100_000 };
    expect((await simulate({ purchase })).rules).toHaveLength(1);
    expect((await simulate({ purchase, alsoRuleIds: [draft.id] })).earnedPoints).toBe(70);
    const trial = { ...plainRule, effect: { kind: 'fixed', points: 90 } };
    const unsaved = await simulate({ purchase, trial: { ruleId: null, settings: trial } });
    expect(unsaved.rules[1]).toMatchObject({ ruleId: null, points: 90 });
    const instead = await simulate({ purchase, trial: { ruleId: draft.id, settings: trial } });
    expect(instead.rules.map(({ points }) => points)).toEqual([0, 90]);
  });

  it('knows what a real customer has done and got', async () => {
    const { brand, create, setState, simulate, send } = await office();
    const customerId = await makeMember(deps, brand.id);
    const first = await create({
      conditions: { kind: 'purchaseNumber', max: 1 },
      effect: { kind: 'fixed', points: 200 },
      limits: { person: [{ period: 'month', points: 250 }] },
    });
    await setState(first.id, 'active');
    const ask = () => simulate({ customer: { id: customerId }, purchase: { totalMinor: 10_000 } });
    expect((await ask()).earnedPoints).toBe(200);
    await deps.db.prisma.earningUse.create({
      data: {
        brandId: brand.id,
        customerId,
        ruleId: first.id,
        period: 'month',
        startsOn: new Date('2026-03-01'),
        points: 100,
        times: 1,
      },
    });
    expect((await ask()).rules[1]).toMatchObject({ points: 150, reason: { code: 'person_points_trimmed' } });
    await deps.db.prisma.customerStats.update({
      where: { brandId_customerId: { brandId: brand.id, customerId } },
      data: { purchasesCount: 1 },
    });
    expect((await ask()).rules[1]?.reason.code).toBe('condition_not_met');
    const other = await makeBrand(deps);
    const stranger = await makeMember(deps, other.id);
    const body = { customer: { id: stranger }, purchase: { totalMinor: 100 } };
    expect((await send('POST', 'earning-rules/simulate', body)).json().code).toBe('customer_not_found');
  });

  it('refuses what no till could ask', async () => {
    const { send } = await office();
    const ask = async (purchase: object) =>
      (await send('POST', 'earning-rules/simulate', { customer: invented, purchase })).json().code;
    expect(await ask({})).toBe('validation_failed');
    expect(await ask({ totalMinor: 10_000, redeemPoints: 51 })).toBe('redeem_over_limit');
    expect(await ask({ totalMinor: 10_000_000, redeemPoints: 1_001 })).toBe('insufficient_points');
    expect(await ask({ lines: [{ id: '1', quantity: 1, unitPriceMinor: 100 }], discountMinor: 101 })).toBe(
      'validation_failed',
    );
  });
});

describe('templates', () => {
  /** Loads a template, makes its rules active instead of the base rule, and takes its policy. */
  async function running(key: string) {
    const desk = await office();
    const { items: templates } = (await desk.send('GET', 'earning-templates?language=en')).json<{
      items: { key: string; policy: string }[];
    }>();
    const loaded = await desk.send('POST', `earning-templates/${key}`, { language: 'en' });
    expect(loaded.statusCode, loaded.body).toBe(201);
    const { items } = loaded.json<{ items: EarningRule[] }>();
    expect(items.every(({ state }) => state === 'draft')).toBe(true);
    for (const { id } of items) expect((await desk.setState(id, 'active')).statusCode).toBe(200);
    const [base] = (await desk.list()).items;
    await desk.setState(base?.id ?? '', 'paused');
    const policy = templates.find((template) => template.key === key)?.policy;
    await desk.send('PUT', 'earning-rules/terms', { policy, budget: null });
    const points = async (purchase: object, customer: object = {}, at = '2026-04-01T12:00:00+03:00') =>
      (await desk.simulate({ purchase, customer: { ...invented, ...customer }, at })).earnedPoints;
    return { ...desk, points };
  }

  const product = (unitPriceMinor: number, more: object = {}) => [
    { id: '1', quantity: 1, unitPriceMinor, ...more },
  ];

  it('gift and percent: 200 for the newcomer, 5% back', async () => {
    const { points } = await running('gift-and-percent');
    expect(await points({ totalMinor: 100_000 }, { purchasesBefore: 0 })).toBe(250);
    expect(await points({ totalMinor: 100_000 })).toBe(50);
  });

  it('growing percent: 3, 5, 7% of deliveries, not of drinks nor of offers', async () => {
    const { points } = await running('growing-percent');
    const order = { lines: product(100_000), channel: 'delivery' };
    const at = (spentBeforeMinor: number) => points(order, { spentBeforeMinor });
    expect([await at(0), await at(200_000), await at(500_000)]).toEqual([30, 50, 70]);
    expect(await points({ lines: product(100_000), channel: 'cafe' })).toBe(0);
    expect(await points({ ...order, lines: product(100_000, { category: 'Drinks' }) })).toBe(0);
    expect(await points({ ...order, lines: product(100_000, { discountMinor: 1 }) })).toBe(0);
  });

  it('receipt steps: 1, 2, 3, 5% by the bill', async () => {
    const { points } = await running('receipt-steps-and-birthday');
    const of = async (units: number) => points({ totalMinor: units * 100 });
    expect([await of(500), await of(1_000), await of(3_000), await of(5_000)]).toEqual([5, 20, 90, 250]);
  });

  it('next day: nothing on discounts nor with points, spendable tomorrow', async () => {
    const { points, simulate } = await running('next-day');
    expect(await points({ totalMinor: 100_000, redeemPoints: 1 })).toBe(0);
    expect(await points({ lines: product(100_000, { discountMinor: 5 }) })).toBe(0);
    const { rules } = await simulate({ purchase: { totalMinor: 100_000 }, at: '2026-04-01T12:00:00+03:00' });
    expect(rules[0]).toMatchObject({ points: 50, activeFrom: '2026-04-01T21:00:00.000Z' });
  });

  it('coffee challenge: three cappuccinos in one go, and nothing for two', async () => {
    const { points } = await running('coffee-challenge');
    const cups = (quantity: number) => ({ lines: product(30_000, { name: 'Cappuccino XL', quantity }) });
    expect([await points(cups(2)), await points(cups(3))]).toEqual([0, 50]);
  });

  it('that do not exist are refused', async () => {
    const { send } = await office();
    expect((await send('POST', 'earning-templates/no-such', {})).json().code).toBe(
      'earning_template_not_found',
    );
  });
});
