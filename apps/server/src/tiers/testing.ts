/** What tests of tiers share: levels written shortly, and the worker's part done on the spot. */
import type {
  CustomerTier,
  PurchaseQuote,
  TierLevel,
  TierProgramme,
  TierSettings,
} from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { addApiKey, freshKey, makeSigningBrand } from '../customers/testing.ts';
import type { Deps } from '../deps.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { dispatch } from '../platform/dispatcher.ts';
import { makeStaff, type TestDeps } from '../testing.ts';
import { checkTiers } from './check-tiers.ts';
import { tierRecount } from './hear-events.ts';
import { tierMessages } from './tier-messages.ts';
import { recountTiersJob } from './tiers.jobs.ts';

export function level(name: string, threshold: number, more: Partial<TierLevel> = {}): TierLevel {
  return {
    id: null,
    name: { ru: name, en: name },
    color: '#8a6d3b',
    picture: null,
    threshold,
    multiplierPercent: 100,
    giftPoints: 0,
    benefits: { ru: '', en: '' },
    isLifetime: false,
    ...more,
  };
}

/** Bronze, Silver from 10,000 and Gold from 20,000 in whole money, by all that was spent. */
export function tierSettings(changes: Partial<TierSettings> = {}): TierSettings {
  return {
    basis: 'money',
    period: { kind: 'ever' },
    atPeriodEnd: 'earned',
    graceDays: 0,
    warningDays: 0,
    levels: [level('Bronze', 0), level('Silver', 1_000_000), level('Gold', 2_000_000)],
    ...changes,
  };
}

/** Hands out every event that waits, those that handing out makes included. */
export async function hearAll(deps: Deps): Promise<void> {
  while (await dispatch(deps, [tierRecount, tierMessages]));
}

let count = 0;

type Bought = Pick<PurchaseQuote, 'earnedPoints' | 'entries'> & { id: string };

export interface Around {
  app: FastifyInstance;
  deps: TestDeps;
  start: Date;
}

/** A brand with tiers, its owner in the admin and a till; the worker's part is done after each call of the till. */
export async function openShop({ app, deps, start }: Around, settings: TierSettings | null = tierSettings()) {
  deps.clock.set(start);
  const brand = await makeSigningBrand(deps);
  const brandId = brand.id;
  const owner = await makeStaff(deps, { memberships: [{ brandId, role: 'owner' }] });
  const { headers } = await addApiKey(deps, brandId);
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) =>
    app.inject({
      method,
      url: `/api/admin/brands/${brand.slug}/${path}`,
      headers: owner.headers,
      ...(payload ? { payload } : {}),
    });
  const admin = async <T>(...call: Parameters<typeof ask>): Promise<T> => {
    const answer = await ask(...call);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return answer.json<T>();
  };
  const save = async (next: TierSettings | null, more: object = {}) => {
    const { version } = await admin<TierProgramme>('GET', 'tiers');
    const body = { baseVersion: version, settings: next, keepReachedUntil: null, ...more };
    await admin<TierProgramme>('PUT', 'tiers', body);
    await recountTiersJob.run(deps, { brandId });
    return admin<TierProgramme>('GET', 'tiers');
  };
  const programme = settings && (await save(settings));
  const till = async <T>(url: string, payload: object): Promise<T> => {
    count += 1;
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { ...headers, ...freshKey() },
      payload: { externalId: `t-${count}`, ...payload },
    });
    expect(answer.statusCode, answer.body).toBe(201);
    await hearAll(deps);
    return answer.json<T>();
  };
  return {
    brand,
    brandId,
    ids: programme?.settings?.levels.map(({ id }) => id ?? '') ?? [],
    ask,
    admin,
    save,
    buy: (customerId: string, totalMinor: number, more: object = {}) =>
      till<Bought>('/v1/purchases', { customerId, totalMinor, ...more }),
    async calculate(payload: object) {
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/purchases/calculate',
        headers: { ...headers, 'accept-language': 'en' },
        payload: { externalId: 'asked', ...payload },
      });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json<PurchaseQuote>();
    },
    refund: (purchaseId: string, more: object = {}) => till(`/v1/purchases/${purchaseId}/refunds`, more),
    tier: (customerId: string) => admin<CustomerTier>('GET', `customers/${customerId}/tier`),
    async name(customerId: string) {
      const answer = await app.inject({ url: `/v1/customers/${customerId}`, headers });
      return answer.json<{ tier: { name: string } | null }>().tier?.name ?? null;
    },
    async balance(customerId: string) {
      const row = await deps.db.prisma.wallet.findFirstOrThrow({ where: { brandId, customerId } });
      return Number(row.available);
    },
    async sound() {
      expect((await checkBrand(deps.db.pool, brandId)).mismatches).toEqual([]);
      expect((await checkTiers(deps.db.prisma, brandId, deps.clock.now())).differences).toEqual([]);
    },
  };
}
