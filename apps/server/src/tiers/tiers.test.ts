/** Tiers as a marketer sets them up, a till fills them and the calendar takes them away. */
import type { CustomerTier, TierPreview, TierProgramme, TierSettings } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { freshKey, joinAs } from '../customers/testing.ts';
import { retrySerialization } from '../platform/db.ts';
import { prepareQueue } from '../platform/queue.ts';
import { createTestDeps, makeMember, makeStaff, type TestDeps } from '../testing.ts';
import { recountCustomers } from './recount.ts';
import { hearAll, level, openShop, tierSettings } from './testing.ts';
import { dropTiersJob } from './tiers.jobs.ts';
import { warnOfDropsJob } from './warn.jobs.ts';

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

const shop = (settings?: TierSettings | null) => openShop({ app, deps, start }, settings);

describe('levels by what was spent in all', () => {
  it.each([
    [0, 600_000, 'Bronze'],
    [0, 1_500_000, 'Silver'],
    [400_000, 50_000, 'Bronze'],
    [1_800_000, 300_000, 'Gold'],
  ])('%i before and a purchase of %i make %s', async (before, purchase, expected) => {
    const { brandId, buy, name, sound } = await shop();
    const customerId = await makeMember(deps, brandId);
    expect(await name(customerId)).toBe('Bronze');
    if (before > 0) await buy(customerId, before);
    await buy(customerId, purchase);
    expect(await name(customerId)).toBe(expected);
    await sound();
  });

  it('what was returned was never bought: the level goes with it at once, and comes again without a second gift', async () => {
    const levels = [level('Bronze', 0), level('Silver', 1_000_000, { giftPoints: 200 })];
    const { brandId, buy, refund, name, balance, tier, sound } = await shop(tierSettings({ levels }));
    const customerId = await makeMember(deps, brandId);
    const { id, earnedPoints } = await buy(customerId, 1_000_000);
    expect([await name(customerId), await balance(customerId)]).toEqual(['Silver', earnedPoints + 200]);
    await refund(id, { amountMinor: 1 });
    expect(await name(customerId)).toBe('Bronze');
    await buy(customerId, 1);
    expect(await name(customerId)).toBe('Silver');
    await refund(id);
    expect(await name(customerId)).toBe('Bronze');
    await buy(customerId, 1_000_000);
    expect(await name(customerId)).toBe('Silver');
    const { history } = await tier(customerId);
    expect(history.map(({ reason, giftPoints }) => [reason, giftPoints])).toEqual([
      ['earned', 0],
      ['refunded', 0],
      ['earned', 0],
      ['refunded', 0],
      ['earned', 200],
    ]);
    await sound();
  });

  it('a purchase that passes two levels brings the gifts of both, and a message', async () => {
    const levels = [
      level('Bronze', 0),
      level('Silver', 1_000_000, { giftPoints: 100 }),
      level('Gold', 2_000_000, { giftPoints: 300, multiplierPercent: 150 }),
    ];
    const { brand, brandId, buy, balance } = await shop(tierSettings({ levels }));
    const { member } = await joinAs(app, deps, brand, { id: 71_001 });
    const before = await balance(member.id);
    const { earnedPoints } = await buy(member.id, 2_500_000);
    expect((await balance(member.id)) - before).toBe(earnedPoints + 400);
    const told = await deps.db.prisma.delivery.findMany({
      where: { brandId, customerId: member.id, message: { kind: 'tier.changed' } },
    });
    expect(told.map(({ text }) => text)).toEqual([expect.stringMatching(/«Gold».*×1,5.*400/)]);
  });
});

describe('many counts of one person at once', () => {
  it('change the level once, and give its gift once', async () => {
    const levels = [level('Bronze', 0), level('Silver', 1_000_000, { giftPoints: 200 })];
    const { brandId, buy, balance, tier, save, admin, sound } = await shop(tierSettings({ levels }));
    const customerId = await makeMember(deps, brandId);
    const { settings } = await admin<TierProgramme>('GET', 'tiers');
    if (!settings) throw new Error('levels were saved');
    const far = settings.levels.map((one) => ({ ...one, threshold: one.threshold * 2 }));
    await save({ ...settings, levels: far });
    const { earnedPoints } = await buy(customerId, 1_000_000);
    // Lowered behind the programme's back, so that only the counts below find the level reached.
    await deps.db.prisma.tier.updateMany({
      where: { brandId, threshold: { gt: 0 } },
      data: { threshold: 1_000_000 },
    });
    await Promise.all(
      Array.from({ length: 8 }, () =>
        retrySerialization(() =>
          deps.db.prisma.$transaction((tx) =>
            recountCustomers(tx, deps, { brandId, customerIds: [customerId], cause: 'events' }),
          ),
        ),
      ),
    );
    expect(await balance(customerId)).toBe(earnedPoints + 200);
    expect((await tier(customerId)).history).toHaveLength(1);
    await hearAll(deps);
    await sound();
  });
});

describe('levels of the last days', () => {
  it("reached on 20 July for 30 days: over at 00:00 on 20 August in the brand's zone", async () => {
    const { brandId, buy, name, tier, sound } = await shop(
      tierSettings({ period: { kind: 'days', days: 30 } }),
    );
    const customerId = await makeMember(deps, brandId);
    deps.clock.set(new Date('2026-07-20T12:00:00+03:00'));
    await buy(customerId, 1_000_000);
    const { standing } = await tier(customerId);
    expect(standing?.drop).toMatchObject({ at: '2026-08-19T21:00:00.000Z', to: { name: { en: 'Bronze' } } });
    deps.clock.set(new Date('2026-08-19T23:59:59+03:00'));
    expect(await name(customerId)).toBe('Silver');
    // From the very instant, before any job has run.
    deps.clock.set(new Date('2026-08-20T00:00:00+03:00'));
    expect(await name(customerId)).toBe('Bronze');
    await dropTiersJob.run(deps, { brandId });
    await dropTiersJob.run(deps, { brandId });
    const { history } = await tier(customerId);
    expect(history[0]).toMatchObject({ reason: 'period_ended', at: '2026-08-19T21:00:00.000Z' });
    expect(history).toHaveLength(2);
    await sound();
  });

  it('a person is warned once before the fall, by day, with what would keep the level', async () => {
    const { brand, brandId, buy } = await shop(tierSettings({ period: { kind: 'year' }, warningDays: 7 }));
    const { member } = await joinAs(app, deps, brand, { id: 71_002 });
    await buy(member.id, 1_000_000);
    const warnings = () =>
      deps.db.prisma.delivery.findMany({
        where: { brandId, customerId: member.id, message: { kind: 'tier.drop_soon' } },
      });
    deps.clock.set(new Date('2027-12-20T12:00:00+03:00'));
    await warnOfDropsJob.run(deps, { brandId });
    expect(await warnings()).toEqual([]);
    deps.clock.set(new Date('2027-12-26T03:00:00+03:00'));
    await warnOfDropsJob.run(deps, { brandId });
    expect(await warnings()).toEqual([]);
    deps.clock.set(new Date('2027-12-26T12:00:00+03:00'));
    await buy(member.id, 400_000);
    await warnOfDropsJob.run(deps, { brandId });
    await warnOfDropsJob.run(deps, { brandId });
    const told = await warnings();
    expect(told.map(({ text }) => text.replaceAll(/[\u00a0\u202f]/g, ' '))).toEqual([
      'Уровень «Silver» действует до 31 декабря включительно. Чтобы сохранить его, не хватает 6 000 ₽. Дальше будет «Bronze».',
    ]);
  });
});

describe('a level by hand', () => {
  it('holds until its last day, never lowers, and stands in the audit log', async () => {
    const { brandId, ids, admin, buy, name, tier, sound } = await shop();
    const customerId = await makeMember(deps, brandId);
    const order = { tierId: ids[1], until: '2026-03-31', reason: 'Friend of the house' };
    const given = await admin<CustomerTier>('PUT', `customers/${customerId}/tier`, order);
    expect(given.grant).toMatchObject({ reason: order.reason, endsAt: '2026-03-31T21:00:00.000Z' });
    expect(given.standing).toMatchObject({ current: { name: { en: 'Silver' } }, drop: { missing: null } });
    await buy(customerId, 2_000_000);
    expect(await name(customerId)).toBe('Gold');
    const ended = await admin<CustomerTier>('DELETE', `customers/${customerId}/tier`);
    expect(ended.grant).toBeNull();
    expect(await name(customerId)).toBe('Gold');
    expect((await tier(customerId)).history.map(({ reason }) => reason)).toEqual(['earned', 'granted']);
    const actions = await deps.db.prisma.auditEntry.findMany({
      where: { brandId, targetId: customerId },
      orderBy: { id: 'asc' },
    });
    expect(actions.map(({ action }) => action)).toEqual(['tier.granted', 'tier.grant_ended']);
    await sound();
  });

  it('is over by itself', async () => {
    const { brandId, ids, admin, name, tier, sound } = await shop();
    const customerId = await makeMember(deps, brandId);
    const order = { tierId: ids[2], until: '2026-03-31', reason: 'For a month' };
    await admin('PUT', `customers/${customerId}/tier`, order);
    deps.clock.set(new Date('2026-04-01T00:00:00+03:00'));
    expect(await name(customerId)).toBe('Bronze');
    await dropTiersJob.run(deps, { brandId });
    expect((await tier(customerId)).history[0]).toMatchObject({ reason: 'grant_ended' });
    await sound();
  });

  it('is refused for a day that is over, a level that is none, and without a reason', async () => {
    const { brandId, ids, ask } = await shop();
    const customerId = await makeMember(deps, brandId);
    const give = async (changes: object) => {
      const order = { tierId: ids[1], until: '2026-03-31', reason: 'Because', ...changes };
      return (await ask('PUT', `customers/${customerId}/tier`, order)).json().code;
    };
    expect(await give({ until: '2026-03-11' })).toBe('validation_failed');
    expect(await give({ reason: ' ' })).toBe('validation_failed');
    expect(await give({ tierId: brandId })).toBe('tier_not_found');
    expect((await ask('DELETE', `customers/${customerId}/tier`)).json().code).toBe('tier_not_found');
  });
});

describe('the programme of tiers', () => {
  it('shows who would be where before it is saved, and the same afterwards', async () => {
    const { brandId, admin, buy, save, sound } = await shop(null);
    const people = [await makeMember(deps, brandId), await makeMember(deps, brandId)];
    await buy(people[0] ?? '', 1_200_000);
    const preview = await admin<TierPreview>('POST', 'tiers/preview', { settings: tierSettings() });
    expect(preview).toMatchObject({
      levels: [
        { before: null, after: 1 },
        { before: null, after: 1 },
        { before: null, after: 0 },
      ],
      rising: 2,
      falling: 0,
      customers: 2,
      isEstimate: false,
    });
    const saved = await save(tierSettings());
    expect(saved).toMatchObject({ version: 1, counts: [1, 1, 0], withoutCount: 0, isRecounting: false });
    await sound();
  });

  it('lets those keep who would fall by a change, until a day', async () => {
    const { brandId, buy, name, save, sound } = await shop();
    const customerId = await makeMember(deps, brandId);
    await buy(customerId, 1_500_000);
    const { settings } = await save(tierSettings({ levels: [level('Bronze', 0)] }));
    expect(settings?.levels).toHaveLength(1);
    expect(await name(customerId)).toBe('Bronze');
    const raised = await save(
      tierSettings({
        levels: [{ ...level('Bronze', 0), id: settings?.levels[0]?.id ?? null }, level('Silver', 1_000_000)],
      }),
    );
    expect(await name(customerId)).toBe('Silver');
    const [bronze, silver] = raised.settings?.levels ?? [];
    if (!bronze || !silver) throw new Error('two levels were saved');
    const higher = tierSettings({ levels: [bronze, { ...silver, threshold: 5_000_000 }] });
    await save(higher, { keepReachedUntil: '2026-06-30' });
    expect(await name(customerId)).toBe('Silver');
    deps.clock.set(new Date('2026-07-01T00:00:00+03:00'));
    expect(await name(customerId)).toBe('Bronze');
    await dropTiersJob.run(deps, { brandId });
    await sound();
  });

  it('refuses a second editor, thresholds out of order and a level of nobody', async () => {
    const { ask } = await shop();
    const put = async (body: object) => {
      const answer = await ask('PUT', 'tiers', { keepReachedUntil: null, settings: tierSettings(), ...body });
      return answer.json<{ code: string; errors?: { path: string }[] }>();
    };
    expect(await put({ baseVersion: 0 })).toMatchObject({ code: 'version_conflict' });
    const levels = [level('Gold', 10), level('Silver', 5)];
    expect(await put({ baseVersion: 1, settings: tierSettings({ levels }) })).toMatchObject({
      errors: [{ path: 'settings.levels.1.threshold' }],
    });
    const stranger = [level('Gold', 0, { id: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10' })];
    expect(await put({ baseVersion: 1, settings: tierSettings({ levels: stranger }) })).toMatchObject({
      errors: [{ path: 'settings.levels.0.id' }],
    });
  });

  it('ends when it is switched off, and leaves the history', async () => {
    const { brandId, buy, name, save, tier, admin } = await shop();
    const customerId = await makeMember(deps, brandId);
    await buy(customerId, 1_500_000);
    expect((await save(null)).settings).toBeNull();
    expect(await name(customerId)).toBeNull();
    expect(await tier(customerId)).toMatchObject({ standing: null, history: [{ reason: 'earned' }] });
    await buy(customerId, 1_500_000);
    expect((await admin<TierProgramme>('GET', 'tiers')).version).toBe(2);
  });

  it('counts points of rules by choice, gifts and points by hand left out', async () => {
    const levels = [level('Bronze', 0), level('Silver', 100, { giftPoints: 500 })];
    const { brandId, admin, buy, tier, sound } = await shop(tierSettings({ basis: 'points', levels }));
    const customerId = await makeMember(deps, brandId);
    await buy(customerId, 100_000);
    expect((await tier(customerId)).standing).toMatchObject({
      counted: 50,
      current: { name: { en: 'Bronze' } },
      next: { missing: 50 },
    });
    await buy(customerId, 100_000);
    expect((await tier(customerId)).standing).toMatchObject({
      counted: 100,
      current: { name: { en: 'Silver' } },
    });
    expect((await admin<TierProgramme>('GET', 'tiers')).counts).toEqual([0, 1]);
    await sound();
  });
});

describe('on the phone', () => {
  it('the first answer and the list of levels say where the member stands', async () => {
    const { brand, buy } = await shop();
    const { headers, member } = await joinAs(app, deps, brand, { id: 71_003 });
    await buy(member.id, 1_680_000);
    const get = async (path: string) =>
      (await app.inject({ url: `/api/brands/${brand.slug}/${path}`, headers })).json();
    const standing = {
      current: { name: { en: 'Silver' } },
      counted: 1_680_000,
      next: { name: { en: 'Gold' }, missing: 320_000 },
      drop: null,
    };
    expect(await get('me')).toMatchObject({ tier: standing });
    expect(await get('me/tiers')).toMatchObject({
      standing,
      levels: [{ threshold: 0 }, { threshold: 1_000_000 }, { threshold: 2_000_000 }],
    });
  });
});

describe('lists', () => {
  it('customers are found by their level', async () => {
    const { brandId, ids, admin, buy } = await shop();
    const silver = await makeMember(deps, brandId);
    const bronze = await makeMember(deps, brandId);
    await buy(silver, 1_000_000);
    const inTier = async (id: string | undefined) => {
      const { items } = await admin<{ items: { id: string }[] }>('GET', `customers?tier=${id}`);
      return items.map((one) => one.id);
    };
    expect([await inTier(ids[0]), await inTier(ids[1])]).toEqual([[bronze], [silver]]);
  });
});

describe('a level that something asks about', () => {
  it('does not leave the programme before that is changed', async () => {
    const { ids, admin, ask, save } = await shop();
    const rule = {
      name: 'For Gold',
      trigger: { kind: 'purchase' },
      conditions: { kind: 'all', of: [{ kind: 'tier', tierIds: [ids[2]] }] },
      effect: { kind: 'fixed', points: 10 },
      limits: {},
      startsAt: null,
      endsAt: null,
      activationDelayDays: 0,
      expiry: { kind: 'never' },
    };
    const { id } = await admin<{ id: string }>('POST', 'earning-rules', rule);
    const { settings } = await admin<TierProgramme>('GET', 'tiers');
    const without = { ...settings, levels: settings?.levels.slice(0, 2) };
    const refused = await ask('PUT', 'tiers', {
      baseVersion: 1,
      settings: without,
      keepReachedUntil: null,
    });
    expect(refused.json()).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'settings.levels' }],
    });
    await ask('DELETE', `earning-rules/${id}`);
    expect((await save(tierSettings())).settings?.levels).toHaveLength(3);
  });
});

describe('two records of one person', () => {
  it('count together after they became one, and the old one is in no level', async () => {
    const { brandId, admin, ask, buy, name, sound } = await shop();
    const [one, other] = [await makeMember(deps, brandId), await makeMember(deps, brandId)];
    await buy(one, 600_000);
    await buy(other, 600_000);
    const answer = await app.inject({
      method: 'POST',
      url: `/api/admin/brands/${(await admin<{ slug: string }>('GET', 'settings')).slug}/customers/${one}/merge`,
      headers: { ...(await ownerHeaders(brandId)), ...freshKey() },
      payload: { customerId: other },
    });
    expect(answer.statusCode, answer.body).toBe(200);
    await hearAll(deps);
    expect(await name(one)).toBe('Silver');
    expect((await ask('GET', `customers/${one}/tier`)).json().history[0].reason).toBe('merged');
    const rows = await deps.db.prisma.customerTier.findMany({ where: { brandId } });
    expect(rows.map(({ customerId }) => customerId)).toEqual([one]);
    await sound();
  });
});

async function ownerHeaders(brandId: string) {
  return (await makeStaff(deps, { memberships: [{ brandId, role: 'owner' }] })).headers;
}
