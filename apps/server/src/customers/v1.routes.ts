/** Customers for tills, shops and CRMs. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { findCustomer } from './find.ts';
import { guardCodeGuesses } from './guesses.ts';
import { showCustomer } from './present.ts';
import { upsertCustomer } from './upsert.ts';

export function mountCustomerApiRoutes(mount: Mount, deps: Deps): void {
  mount(routes.upsertCustomer, async ({ input, caller, language }) => {
    const { record, isNew } = await upsertCustomer(deps, caller.brandId, input.body);
    return new Answer(await showCustomer(deps, record, language), { status: isNew ? 201 : 200 });
  });

  mount(routes.findCustomers, async ({ input, caller, language }) => {
    const record = await guardCodeGuesses(deps, caller, input.query, () =>
      findCustomer(deps, caller.brandId, input.query),
    );
    return showCustomer(deps, record, language);
  });

  mount(routes.getCustomer, async ({ input, caller, language }) =>
    showCustomer(deps, await findCustomer(deps, caller.brandId, { id: input.params.id }), language),
  );
}
