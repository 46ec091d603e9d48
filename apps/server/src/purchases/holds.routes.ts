/** Holds over HTTP, for tills and shops. */
import { routes } from '@regulars/contracts';
import { guardCodeGuesses } from '../customers/guesses.ts';
import type { Deps } from '../deps.ts';
import { releaseHold } from '../ledger/end-holds.ts';
import { once } from '../platform/idempotency.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { findHold, openHolding } from './holds.ts';

export function mountHoldRoutes(mount: Mount, deps: Deps): void {
  const holding = openHolding(deps);

  mount(routes.createHold, async ({ input, caller, language, repeat }) => {
    const { brandId, keyId, shopId } = caller;
    const asker = { source: 'api', actor: { kind: 'apiKey', id: keyId }, shopId, repeat } as const;
    const answer = await guardCodeGuesses(deps, caller, input.body, () =>
      holding.make(brandId, input.body, asker, language),
    );
    return new Answer(answer.body, answer);
  });

  mount(routes.getHold, ({ input, caller, language }) =>
    findHold(deps, caller.brandId, input.params.id, language),
  );

  mount(routes.confirmHold, async ({ input, caller, language, repeat }) => {
    const { brandId, keyId } = caller;
    const asker = { source: 'api', actor: { kind: 'apiKey', id: keyId }, repeat } as const;
    const { params, body } = input;
    const answer = await holding.confirm({ brandId, holdId: params.id, body, asker, language });
    return new Answer(answer.body, answer);
  });

  mount(routes.releaseHold, async ({ input, caller, language, repeat }) => {
    const { brandId } = caller;
    const kept = await once(deps.db.prisma, repeat, async (tx) => ({
      status: 200,
      body: await releaseHold(tx, deps, brandId, input.params.id, language),
    }));
    deps.live.publish(brandId, kept.body.customerId);
    return new Answer(kept.body, { status: 200, isReplay: kept.isReplay });
  });
}
