/** Purchases over HTTP: for tills and shops under /v1, and for the till in the admin. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { guardCodeGuesses } from '../customers/guesses.ts';
import type { ApiKeyCaller, BrandStaffCaller } from '../platform/callers.ts';
import type { Repeat } from '../platform/idempotency.ts';
import { Answer, type Mount } from '../platform/route.ts';
import type { Asker } from './purchase.request.ts';
import { openPurchasing } from './purchases.ts';

export function mountPurchaseRoutes(mount: Mount, deps: Deps): void {
  const purchasing = openPurchasing(deps);

  mount(routes.calculatePurchase, ({ input, caller, language }) =>
    guardCodeGuesses(deps, caller, input.body, () =>
      purchasing.calculate(caller.brandId, input.body, till(caller, null), language),
    ),
  );

  mount(routes.createPurchase, async ({ input, caller, language, repeat }) => {
    const answer = await guardCodeGuesses(deps, caller, input.body, () =>
      purchasing.create(caller.brandId, input.body, till(caller, repeat), language),
    );
    return new Answer(answer.body, answer);
  });

  mount(routes.tillCalculate, ({ input, caller, language }) =>
    guardCodeGuesses(deps, caller, input.body, () =>
      purchasing.calculate(caller.brand.id, input.body, cashier(caller, null), language),
    ),
  );

  mount(routes.tillPurchase, async ({ input, caller, language, repeat }) => {
    const answer = await guardCodeGuesses(deps, caller, input.body, () =>
      purchasing.create(caller.brand.id, input.body, cashier(caller, repeat), language),
    );
    return new Answer(answer.body, answer);
  });
}

function till(caller: ApiKeyCaller, repeat: Repeat | null): Asker {
  return { source: 'api', actor: { kind: 'apiKey', id: caller.keyId }, shopId: caller.shopId, repeat };
}

function cashier(caller: BrandStaffCaller, repeat: Repeat | null): Asker {
  return { source: 'till', actor: { kind: 'staff', id: caller.userId }, shopId: null, repeat };
}
