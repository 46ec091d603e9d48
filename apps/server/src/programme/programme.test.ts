import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { firstProgramme } from '../brands/new-brand.ts';
import { createTestDeps, makeBrand, makeStaff, type TestDeps } from '../testing.ts';

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

async function brandWithStaff(role: 'owner' | 'marketer' | 'cashier' | 'support' = 'owner') {
  const brand = await makeBrand(deps);
  const who = await makeStaff(deps, { name: 'Ольга', memberships: [{ brandId: brand.id, role }] });
  const url = `/api/admin/brands/${brand.slug}/programme`;
  return {
    brand,
    get: (path = '') => app.inject({ url: url + path, headers: who.headers }),
    save: (payload: object) => app.inject({ method: 'PUT', url, headers: who.headers, payload }),
    preview: (payload: object) =>
      app.inject({ method: 'POST', url: `${url}/preview`, headers: who.headers, payload }),
  };
}

describe('the programme', () => {
  it('is saved as a new version, and the log tells what changed', async () => {
    const { brand, get, save } = await brandWithStaff('marketer');
    expect((await get()).json()).toMatchObject({ version: 1, settings: firstProgramme, savedBy: null });
    const settings = {
      ...firstProgramme,
      redeemCapPercent: 30,
      expiry: { kind: 'months', months: 6, roundToMonthEnd: true },
    };
    const saved = await save({ baseVersion: 1, settings });
    expect(saved.json()).toMatchObject({ version: 2, settings, savedBy: 'Ольга' });
    expect((await get()).json()).toMatchObject({ version: 2, settings });
    const versions = (await get('/versions')).json<{ items: { version: number }[] }>().items;
    expect(versions.map((one) => one.version)).toEqual([2, 1]);
    const [entry] = await deps.db.prisma.auditEntry.findMany({ where: { brandId: brand.id } });
    expect(entry).toMatchObject({ action: 'programme.saved', actorName: 'Ольга', targetName: '2' });
    expect(entry?.changes).toEqual([
      { field: 'expiry.months', before: 12, after: 6 },
      { field: 'redeemCapPercent', before: 50, after: 30 },
    ]);
  });

  it('keeps how refunds are counted until somebody says otherwise', async () => {
    const { get, save } = await brandWithStaff();
    const proportional = { ...firstProgramme, refundMethod: 'proportional' };
    expect((await save({ baseVersion: 1, settings: proportional })).json().settings.refundMethod).toBe(
      'proportional',
    );
    await save({ baseVersion: 2, settings: { ...firstProgramme, redeemCapPercent: 10 } });
    expect((await get()).json().settings).toMatchObject({
      refundMethod: 'proportional',
      redeemCapPercent: 10,
    });
  });

  it('is never saved over a version that the editor has not seen', async () => {
    const { brand, save } = await brandWithStaff();
    const answers = await Promise.all(
      [10, 20, 30].map((redeemCapPercent) =>
        save({ baseVersion: 1, settings: { ...firstProgramme, redeemCapPercent } }),
      ),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409]);
    const late = await save({ baseVersion: 1, settings: firstProgramme });
    expect(late.json().code).toBe('version_conflict');
    expect(await deps.db.prisma.programmeVersion.count({ where: { brandId: brand.id } })).toBe(2);
    // Only a percent that differs makes a new version of the rule that pays; these changed how points are spent.
    const base = await deps.db.prisma.earningRule.findMany({ where: { brandId: brand.id } });
    expect(base).toMatchObject([{ isBase: true, state: 'active', version: 1 }]);
  });

  it('refuses settings that make no sense and people who may only read', async () => {
    const { save } = await brandWithStaff();
    const bad = await save({
      baseVersion: 1,
      settings: { ...firstProgramme, redeemCapPercent: 101, extra: 1 },
    });
    expect(bad.statusCode).toBe(400);
    expect(
      bad
        .json()
        .errors.map((one: { path: string }) => one.path)
        .sort(),
    ).toEqual(['settings.extra', 'settings.redeemCapPercent']);
    const support = await brandWithStaff('support');
    expect((await support.get()).statusCode).toBe(200);
    const refused = await support.save({ baseVersion: 1, settings: firstProgramme });
    expect(refused.json().code).toBe('permission_missing');
  });

  it('is tried out on a purchase without being saved', async () => {
    const { preview, get } = await brandWithStaff('support');
    const settings = { ...firstProgramme, redeemCapPercent: 30, activationDelayDays: 2 };
    const answer = await preview({ settings, totalMinor: 100_000 });
    expect(answer.json()).toMatchObject({
      earnedPoints: 50,
      maxRedeemPoints: 300,
      maxRedeemMinor: 30_000,
      earnedWhenRedeemingMax: 35,
      activeFrom: '2026-03-13T21:00:00.000Z',
      expiresAt: '2027-03-31T21:00:00.000Z',
    });
    expect(answer.json().summary.en).toContain('spendable after 2 days');
    expect((await get()).json().version).toBe(1);
    expect((await preview({ settings, totalMinor: 0 })).statusCode).toBe(400);
  });
});
