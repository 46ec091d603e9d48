import type { EarningRuleSettings } from '@regulars/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { joinAs, makeSigningBrand } from '../customers/testing.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { buildApp } from '../app.ts';
import { payBirthdaysJob } from './birthdays.jobs.ts';
import { activateRules, plainRule } from './testing.ts';

let deps: TestDeps;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
});
afterAll(() => close());

const gift: EarningRuleSettings = {
  ...plainRule,
  name: 'Birthday',
  trigger: { kind: 'birthday', daysBefore: 3, filledDaysBefore: 7 },
  effect: { kind: 'fixed', points: 500 },
  expiry: { kind: 'days', days: 6 },
};

async function brandWith(
  rules: EarningRuleSettings[],
  birthdays: [monthDay: number, setAt: string | null][],
) {
  deps.clock.set(new Date('2026-03-12T09:30:00.000Z'));
  const brand = await makeBrand(deps);
  await activateRules(deps, brand.id, rules);
  const ids: string[] = [];
  for (const [birthdayMonthDay, setAt] of birthdays) {
    const id = await makeMember(deps, brand.id);
    await deps.db.prisma.customer.update({
      where: { brandId_id: { brandId: brand.id, id } },
      data: { birthdayMonthDay, birthdaySetAt: setAt === null ? null : new Date(setAt) },
    });
    ids.push(id);
  }
  const runAt = async (time: string): Promise<number[]> => {
    deps.clock.set(new Date(time));
    await payBirthdaysJob.run(deps, { brandId: brand.id });
    const wallets = await deps.db.prisma.wallet.findMany({ where: { brandId: brand.id } });
    return ids.map((id) => Number(wallets.find(({ customerId }) => customerId === id)?.available));
  };
  return { brandId: brand.id, runAt };
}

describe('a birthday', () => {
  it('is paid three days before it by the clock of the brand, once a year, and lives to three days after', async () => {
    const { brandId, runAt } = await brandWith([gift], [[517, null]]);
    expect(await runAt('2026-05-13T20:59:00Z')).toEqual([0]);
    expect(await runAt('2026-05-13T21:00:00Z')).toEqual([500]);
    expect(await runAt('2026-05-14T21:00:00Z')).toEqual([500]);
    const lot = await deps.db.prisma.lot.findFirst({ where: { brandId } });
    expect(lot?.expiresAt?.toISOString()).toBe('2026-05-20T21:00:00.000Z');
    // Last year's have expired meanwhile.
    expect(await runAt('2027-05-14T09:00:00Z')).toEqual([500]);
    expect((await checkBrand(deps.db.pool, brandId)).mismatches).toEqual([]);
  });

  it('that was filled in less than seven days before is not paid', async () => {
    const { runAt } = await brandWith(
      [gift],
      [
        [517, '2026-05-10T20:59:00Z'],
        [517, '2026-05-10T21:00:00Z'],
      ],
    );
    expect(await runAt('2026-05-16T12:00:00Z')).toEqual([500, 0]);
  });

  it('is made up for when nothing ran on its first day, but not once it is over', async () => {
    const { runAt } = await brandWith(
      [gift],
      [
        [517, null],
        [514, null],
      ],
    );
    expect(await runAt('2026-05-17T12:00:00Z')).toEqual([500, 0]);
  });

  it('on 29 February is 1 March in other years', async () => {
    const onTheDay = {
      ...gift,
      expiry: plainRule.expiry,
      trigger: { kind: 'birthday', daysBefore: 0, filledDaysBefore: 0 },
    } as const;
    const { runAt } = await brandWith([onTheDay], [[229, null]]);
    expect(await runAt('2027-02-28T12:00:00Z')).toEqual([0]);
    expect(await runAt('2027-03-01T12:00:00Z')).toEqual([500]);
    expect(await runAt('2028-02-29T12:00:00Z')).toEqual([1_000]);
    expect(await runAt('2028-03-01T12:00:00Z')).toEqual([1_000]);
  });

  it('is paid by each rule at its own time', async () => {
    const early = { ...gift, trigger: { kind: 'birthday', daysBefore: 10, filledDaysBefore: 0 } } as const;
    const { runAt } = await brandWith(
      [gift, { ...early, effect: { kind: 'fixed', points: 7 }, expiry: plainRule.expiry }],
      [[517, null]],
    );
    expect(await runAt('2026-05-08T12:00:00Z')).toEqual([7]);
    expect(await runAt('2026-05-15T12:00:00Z')).toEqual([507]);
  });
});

describe('joining', () => {
  it('is paid by its rules, once for ever, and the greeting knows', async () => {
    deps.clock.set(new Date('2026-03-12T09:30:00.000Z'));
    const app = await buildApp(deps);
    const brand = await makeSigningBrand(deps);
    await activateRules(deps, brand.id, [
      { ...plainRule, name: 'Hello', trigger: { kind: 'join' }, effect: { kind: 'fixed', points: 60 } },
    ]);
    const { headers, member } = await joinAs(app, deps, brand, { id: 51_001 });
    expect(member.wallet.available).toBe(60);
    const event = await deps.db.prisma.event.findFirst({
      where: { brandId: brand.id, type: 'member.joined' },
    });
    expect(event?.payload).toMatchObject({ welcomePoints: 60 });
    await app.inject({ method: 'DELETE', url: `/api/brands/${brand.slug}/me`, headers });
    const again = await joinAs(app, deps, brand, { id: 51_001 });
    expect(again.member.wallet.available).toBe(0);
    await app.close();
  });
});
