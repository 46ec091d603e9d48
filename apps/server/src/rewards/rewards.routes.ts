/** Rewards over HTTP: the catalogue for staff, the shop window in the Mini App, and what undoes a purchase from it. */
import { routes } from '@regulars/contracts';
import { actorOf } from '../audit/audit.ts';
import { codeKey } from '../coupons/code.ts';
import type { Deps } from '../deps.ts';
import type { MemberCaller } from '../platform/callers.ts';
import { readUpload } from '../platform/files.ts';
import { type Kept, once } from '../platform/idempotency.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { buyReward } from './buy.ts';
import { cancelCoupon } from './cancel.ts';
import { findOffered, listOffered, type Shopper } from './offered.ts';
import {
  createReward,
  findReward,
  listRewards,
  orderRewards,
  removePicture,
  savePicture,
  saveReward,
  setRewardState,
  showReward,
} from './rewards.ts';

export function mountRewardRoutes(mount: Mount, deps: Deps): void {
  mountCatalogue(mount, deps);
  mountWindow(mount, deps);
  mountCancelling(mount, deps);
}

function mountCatalogue(mount: Mount, deps: Deps): void {
  mount(routes.listRewards, ({ input, caller, language }) =>
    listRewards(deps, caller.brand.id, input.query, language),
  );

  mount(routes.createReward, ({ input, caller }) => createReward(deps, caller, input.body));

  mount(routes.getReward, ({ input, caller, language }) =>
    showReward(deps.db.prisma, deps, { brandId: caller.brand.id, id: input.params.id }, language),
  );

  mount(routes.saveReward, ({ input, caller }) => saveReward(deps, caller, input.params.id, input.body));

  mount(routes.setRewardState, ({ input, caller }) =>
    setRewardState(deps, caller, input.params.id, input.body.state),
  );

  mount(routes.orderRewards, ({ input, caller }) => orderRewards(deps, caller, input.body.ids));

  mount(routes.uploadRewardPicture, async ({ input, caller, request }) => {
    const { id } = input.params;
    await findReward(deps.db.prisma, { brandId: caller.brand.id, id });
    return savePicture(deps, caller, id, await readUpload(request));
  });

  mount(routes.removeRewardPicture, ({ input, caller }) => removePicture(deps, caller, input.params.id));
}

function mountWindow(mount: Mount, deps: Deps): void {
  const shopper = ({ brandId, customerId }: MemberCaller, language: Shopper['language']): Shopper => ({
    brandId,
    customerId,
    language,
    now: deps.clock.now(),
  });

  mount(routes.listOfferedRewards, ({ input, caller, language }) =>
    listOffered(deps, shopper(caller, language), input.query),
  );

  mount(routes.getOfferedReward, ({ input, caller, language }) =>
    findOffered(deps, shopper(caller, language), input.params.id),
  );

  mount(routes.buyReward, async ({ input, caller, language, repeat }) => {
    const { brandId, customerId } = caller;
    const { quantity, pricePoints } = input.body;
    const kept = await once(deps.db.prisma, repeat, async (tx) => ({
      status: 201,
      body: await buyReward(tx, deps, {
        brandId,
        customerId,
        rewardId: input.params.id,
        quantity,
        pricePoints,
        language,
        actor: { kind: 'customer', id: customerId },
        inputHash: repeat.inputHash,
      }),
    }));
    if (!kept.isReplay) deps.live.publish(brandId, customerId);
    return new Answer(kept.body, { status: 201, isReplay: kept.isReplay });
  });
}

/** What was bought goes back; coupons that cost nothing are cancelled the same way. */
function mountCancelling(mount: Mount, deps: Deps): void {
  function answer(brandId: string, kept: Kept<Awaited<ReturnType<typeof cancelCoupon>>>) {
    const { customer } = kept.body.coupon;
    if (customer && !kept.isReplay) deps.live.publish(brandId, customer.id);
    return new Answer(kept.body, { isReplay: kept.isReplay });
  }

  mount(routes.cancelCouponByStaff, async ({ input, caller, language, repeat }) => {
    const brandId = caller.brand.id;
    const actor = { ...actorOf(caller), kind: 'staff' as const, id: caller.userId };
    const kept = await once(deps.db.prisma, repeat, async (tx) => ({
      status: 200,
      body: await cancelCoupon(tx, deps, {
        brandId,
        coupon: { id: input.params.id },
        reason: input.body.reason,
        language,
        actor,
      }),
    }));
    return answer(brandId, kept);
  });

  mount(routes.cancelCoupon, async ({ input, caller, language, repeat }) => {
    const { brandId } = caller;
    const actor = { ...actorOf(caller), kind: 'apiKey' as const, id: caller.keyId };
    const kept = await once(deps.db.prisma, repeat, async (tx) => ({
      status: 200,
      body: await cancelCoupon(tx, deps, {
        brandId,
        coupon: { code: codeKey(input.params.code) },
        reason: input.body.reason,
        language,
        actor,
      }),
    }));
    return answer(brandId, kept);
  });
}
