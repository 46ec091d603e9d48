import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemActor } from '../audit/audit.ts';
import { eraseCustomer } from '../customers/erase.ts';
import { mergeCustomers } from '../customers/merge.ts';
import { openPurchasing } from '../purchases/purchases.ts';
import { buy } from '../purchases/testing.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { payEvent } from './pay-event.ts';
import { activateRules, plainRule } from './testing.ts';

let deps: TestDeps;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
});
afterAll(() => close());

async function twoRecords() {
  const brand = await makeBrand(deps);
  await activateRules(deps, brand.id, [
    {
      ...plainRule,
      trigger: { kind: 'review' },
      effect: { kind: 'fixed', points: 50 },
      limits: { person: [{ period: 'ever', times: 2 }] },
    },
    {
      ...plainRule,
      effect: { kind: 'fixed', points: 5 },
      conditions: { kind: 'birthday', daysBefore: 5, daysAfter: 5 },
    },
  ]);
  const [fromId, intoId] = [await makeMember(deps, brand.id), await makeMember(deps, brand.id)];
  let count = 0;
  const review = async (customerId: string) => {
    count += 1;
    const externalId = `review-${count}`;
    const paid = await deps.db.prisma.$transaction((tx) =>
      payEvent(tx, deps, {
        brandId: brand.id,
        customerId,
        trigger: 'review',
        eventType: null,
        type: 'review',
        externalId,
        occurredAt: deps.clock.now(),
        properties: { text: 'from Anna' },
        inputHash: '',
        source: { kind: 'api', actor: { kind: 'system', id: null } },
      }),
    );
    return paid.points;
  };
  return { brandId: brand.id, fromId, intoId, review };
}

describe('records that become one', () => {
  it('share the limits of one person', async () => {
    const { brandId, fromId, intoId, review } = await twoRecords();
    expect([await review(fromId), await review(intoId)]).toEqual([50, 50]);
    await deps.db.prisma.$transaction((tx) =>
      mergeCustomers(tx, deps, { brandId, fromId, intoId, actor: systemActor }),
    );
    expect(await review(intoId)).toBe(0);
    const events = await deps.db.prisma.customerEvent.findMany({ where: { brandId } });
    expect(events.map(({ customerId }) => customerId)).toEqual([intoId, intoId, intoId]);
  });
});

describe('an erased person', () => {
  it('leaves nothing of what was reported about them, nor of what the rules saw', async () => {
    const { brandId, fromId, review } = await twoRecords();
    const whose = { brandId_id: { brandId, id: fromId } };
    await deps.db.prisma.customer.update({ where: whose, data: { birthdayMonthDay: 312, source: 'flyer' } });
    await review(fromId);
    const { body } = await buy(openPurchasing(deps), brandId, { customerId: fromId, totalMinor: 10_000 });
    expect(body.earnedPoints).toBe(10);
    await eraseCustomer(deps, brandId, fromId, systemActor);
    const event = await deps.db.prisma.customerEvent.findFirst({ where: { brandId } });
    const purchase = await deps.db.prisma.purchase.findFirst({ where: { brandId } });
    expect(event?.properties).toEqual({});
    expect(purchase?.facts).toMatchObject({ customer: { birthday: null, source: null } });
  });
});
