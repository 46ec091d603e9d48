/** Coupons over HTTP: pools and single coupons for staff, the till, tills of others, and a customer's own. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { sendTable } from '../platform/csv-out.ts';
import { readUpload } from '../platform/files.ts';
import { once, type Repeat } from '../platform/idempotency.ts';
import { countWrong, createLimiter } from '../platform/limits.ts';
import { networkOf } from '../platform/network.ts';
import { Refusal } from '../platform/refusal.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { requireWorkplace } from '../shops/find.ts';
import { openClaims } from './claim.ts';
import { codeKey } from './code.ts';
import { exportCodes } from './export.ts';
import { importCodes } from './import.ts';
import { issueCoupon } from './issue.ts';
import { findOwnCoupon, listCoupons, listOwnCoupons } from './lists.ts';
import { findPool, listPools, showPool } from './pool-views.ts';
import { createPool, orderCodes, savePool, setPoolState } from './pools.ts';
import { viewCoupon, viewCouponInside, viewOwnCouponInside } from './present.ts';
import { checkCoupon, redeemCoupon, type Redemption } from './redeem.ts';

/** A cashier mistypes now and then; who tries codes one after the other is stopped. */
const wrongAtTill = { allowed: 60, seconds: 60 };

export function mountCouponRoutes(mount: Mount, deps: Deps): void {
  mountPools(mount, deps);
  mountStaffCoupons(mount, deps);
  mountTill(mount, deps);
  mountOwnCoupons(mount, deps);
}

function mountPools(mount: Mount, deps: Deps): void {
  const { prisma } = deps.db;

  mount(routes.listCouponPools, ({ input, caller, language }) =>
    listPools(deps, caller.brand.id, input.query, language),
  );

  mount(routes.createCouponPool, ({ input, caller }) => createPool(deps, caller, input.body));

  mount(routes.getCouponPool, ({ input, caller, language }) =>
    showPool(prisma, deps, { brandId: caller.brand.id, id: input.params.id }, language),
  );

  mount(routes.saveCouponPool, ({ input, caller }) => savePool(deps, caller, input.params.id, input.body));

  mount(routes.setCouponPoolState, ({ input, caller }) =>
    setPoolState(deps, caller, input.params.id, input.body.isActive),
  );

  mount(routes.generateCoupons, async ({ input, caller, repeat }) => {
    const kept = await once(prisma, repeat, async (tx) => ({
      status: 200,
      body: await orderCodes(tx, deps, caller, { id: input.params.id, ...input.body }),
    }));
    return new Answer(kept.body, { isReplay: kept.isReplay });
  });

  mount(routes.importCoupons, async ({ input, caller, request }) => {
    const poolId = input.params.id;
    await findPool(prisma, { brandId: caller.brand.id, id: poolId });
    const bytes = await readUpload(request);
    return importCodes(deps, caller, { poolId, bytes, isDryRun: input.query.dryRun === 'true' });
  });

  mount(routes.exportCoupons, async ({ input, caller, reply }) =>
    sendTable(reply, 'coupons', await exportCodes(deps, caller, input.params.id)),
  );

  mount(routes.issueCouponByStaff, async ({ input, caller, language, repeat }) => {
    const brandId = caller.brand.id;
    const now = deps.clock.now();
    const kept = await once(prisma, repeat, async (tx) => {
      const id = await issueCoupon(tx, deps, {
        brandId,
        poolId: input.params.id,
        customerId: input.body.customerId,
        key: `staff:${caller.userId}:${repeat.key}`,
        source: 'staff',
      });
      return { status: 201, body: await viewCouponInside(tx, { brandId, language, now }, id) };
    });
    const { customer } = kept.body;
    if (customer) deps.live.publish(brandId, customer.id);
    return new Answer(kept.body, { status: 201, isReplay: kept.isReplay });
  });
}

function mountStaffCoupons(mount: Mount, deps: Deps): void {
  mount(routes.listCoupons, ({ input, caller, language }) =>
    listCoupons(deps, { brandId: caller.brand.id, language, now: deps.clock.now() }, input.query),
  );

  mount(routes.getCouponDetails, ({ input, caller, language }) =>
    viewCoupon(deps, { brandId: caller.brand.id, language, now: deps.clock.now() }, { id: input.params.id }),
  );
}

function mountTill(mount: Mount, deps: Deps): void {
  const { prisma } = deps.db;
  const wrong = createLimiter(deps.db.pool, { name: 'coupon-till', ...wrongAtTill });

  /** Codes that are not there count against whoever tries them. */
  const guarded = <T>(key: string, look: () => Promise<T>) =>
    countWrong([{ limiter: wrong, key }], 'coupon_not_found', look);

  async function redeem(repeat: Repeat, redemption: Redemption) {
    const { brandId, actor } = redemption;
    const kept = await guarded(`${brandId}:${actor.id}`, () =>
      once(prisma, repeat, async (tx) => ({ status: 200, body: await redeemCoupon(tx, deps, redemption) })),
    );
    if (kept.body.customer) deps.live.publish(brandId, kept.body.customer.id);
    return new Answer(kept.body, { isReplay: kept.isReplay });
  }

  mount(routes.tillLookupCoupon, ({ input, caller, language }) =>
    guarded(`${caller.brand.id}:${caller.userId}`, () =>
      checkCoupon(deps, { ...input.body, brandId: caller.brand.id, language }),
    ),
  );

  mount(routes.tillRedeemCoupon, ({ input, caller, language, repeat }) => {
    const brandId = caller.brand.id;
    const { code, customerId, shopId } = input.body;
    requireWorkplace(caller.brand.shopIds, shopId);
    const actor = { kind: 'staff', id: caller.userId } as const;
    return redeem(repeat, { brandId, code, customerId, shopId, language, actor });
  });

  mount(routes.getCoupon, ({ input, caller, language }) =>
    guarded(`${caller.brandId}:${caller.keyId}`, () =>
      viewCoupon(
        deps,
        { brandId: caller.brandId, language, now: deps.clock.now() },
        { code: codeKey(input.params.code) },
      ),
    ),
  );

  mount(routes.redeemCoupon, ({ input, caller, language, repeat }) => {
    const { brandId, keyId } = caller;
    const { customerId, shopId = caller.shopId ?? undefined } = input.body;
    if (caller.shopId !== null && shopId !== caller.shopId) throw new Refusal('shop_not_found');
    const actor = { kind: 'apiKey', id: keyId } as const;
    const { code } = input.params;
    return redeem(repeat, { brandId, code, customerId, shopId, language, actor });
  });
}

function mountOwnCoupons(mount: Mount, deps: Deps): void {
  const claims = openClaims(deps);

  mount(routes.listMyCoupons, ({ input, caller, language }) =>
    listOwnCoupons(
      deps,
      { brandId: caller.brandId, language, now: deps.clock.now() },
      caller.customerId,
      input.query,
    ),
  );

  mount(routes.getMyCoupon, ({ input, caller, language }) =>
    findOwnCoupon(
      deps,
      { brandId: caller.brandId, language, now: deps.clock.now() },
      caller.customerId,
      input.params.id,
    ),
  );

  mount(routes.claimCoupon, async ({ input, caller, language, request }) => {
    const { brandId, customerId } = caller;
    const { couponId, isNew } = await claims.claim({
      brandId,
      customerId,
      network: networkOf(request.ip),
      code: input.body.code,
    });
    const reader = { brandId, language, now: deps.clock.now() };
    const own = await viewOwnCouponInside(deps.db.prisma, reader, couponId);
    return new Answer(own, { status: isNew ? 201 : 200 });
  });
}
