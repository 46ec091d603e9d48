/** Purchases and refunds over HTTP: for tills and shops under /v1, and for the till in the admin. */
import { routes } from '@regulars/contracts';
import { roleMay } from '@regulars/contracts/permissions';
import { actorOf, audit } from '../audit/audit.ts';
import { useCard } from '../customers/cards.ts';
import { findCustomer } from '../customers/find.ts';
import { guardCodeGuesses } from '../customers/guesses.ts';
import { presentRow, withTiers } from '../customers/present.ts';
import type { Deps } from '../deps.ts';
import type { ApiKeyCaller, BrandStaffCaller, StaffBrand } from '../platform/callers.ts';
import { once, type Repeat } from '../platform/idempotency.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { requireOwnShop, requireWorkplace } from '../shops/find.ts';
import { findPurchase, findPurchaseDetails, listPurchases } from './find.ts';
import type { Asker } from './purchase.request.ts';
import { openPurchasing, type Purchasing } from './purchases.ts';
import { calculateRefund, openRefunding, type RefundOrder, refundInside } from './refunds.ts';

export function mountPurchaseRoutes(mount: Mount, deps: Deps): void {
  const purchasing = openPurchasing(deps);
  mountApi(mount, deps, purchasing);
  mountTill(mount, deps, purchasing);
  mountRegister(mount, deps);
}

function mountApi(mount: Mount, deps: Deps, purchasing: Purchasing): void {
  const refunding = openRefunding(deps);

  mount(routes.calculatePurchase, ({ input, caller, language }) =>
    guardCodeGuesses(deps, caller, input.body, () =>
      purchasing.calculate(caller.brandId, input.body, program(caller, null), language),
    ),
  );

  mount(routes.createPurchase, async ({ input, caller, language, repeat }) => {
    const answer = await guardCodeGuesses(deps, caller, input.body, () =>
      purchasing.create(caller.brandId, input.body, program(caller, repeat), language),
    );
    return new Answer(answer.body, answer);
  });

  mount(routes.getPurchase, ({ input, caller, language }) =>
    findPurchase(deps, { brandId: caller.brandId, id: input.params.id, language, shopIds: [] }),
  );

  mount(routes.calculateRefund, ({ input, caller, language }) =>
    calculateRefund(deps, {
      brandId: caller.brandId,
      purchaseId: input.params.id,
      body: input.body,
      asker: { source: 'api', actor: { kind: 'apiKey', id: caller.keyId }, repeat: null },
      language,
    }),
  );

  mount(routes.refundPurchase, async ({ input, caller, language, repeat }) => {
    const { brandId, keyId } = caller;
    const asker = { source: 'api', actor: { kind: 'apiKey', id: keyId }, repeat } as const;
    const purchaseId = input.params.id;
    const answer = await refunding.refund({ brandId, purchaseId, body: input.body, asker, language });
    return new Answer(answer.body, answer);
  });
}

function mountTill(mount: Mount, deps: Deps, purchasing: Purchasing): void {
  mount(routes.tillLookup, async ({ input, caller }) => {
    const record = await guardCodeGuesses(deps, caller, input.body, () =>
      lookUp(deps, caller.brand.id, input.body),
    );
    const [item] = await withTiers(deps, caller.brand.id, [record]);
    if (!item) throw new Error('a customer was found and not shown');
    return presentRow(item, deps.secrets, roleMay(caller.brand.role, 'customers.contacts'));
  });

  mount(routes.tillCalculate, ({ input, caller, language }) => {
    requireWorkplace(caller.brand.shopIds, input.body.shopId);
    return guardCodeGuesses(deps, caller, input.body, () =>
      purchasing.calculate(caller.brand.id, input.body, cashier(caller, null), language),
    );
  });

  mount(routes.tillPurchase, async ({ input, caller, language, repeat }) => {
    requireWorkplace(caller.brand.shopIds, input.body.shopId);
    const answer = await guardCodeGuesses(deps, caller, input.body, () =>
      purchasing.create(caller.brand.id, input.body, cashier(caller, repeat), language),
    );
    return new Answer(answer.body, answer);
  });
}

/** A card or code that was looked up is used up: the sale goes on by the customer's id. */
async function lookUp(
  deps: Deps,
  brandId: string,
  { card, code, phone }: { card?: string | undefined; code?: string | undefined; phone?: string | undefined },
) {
  if (card === undefined && code === undefined) return findCustomer(deps, brandId, { phone });
  const reference = card === undefined ? { code: code ?? '' } : { card };
  const id = await useCard(deps.db.prisma, brandId, reference, deps.clock.now());
  return findCustomer(deps, brandId, { id });
}

/** What staff see and do after the sale. */
function mountRegister(mount: Mount, deps: Deps): void {
  mount(routes.listPurchases, ({ input, caller }) => listPurchases(deps, caller.brand, input.query));

  mount(routes.getPurchaseDetails, ({ input, caller, language }) =>
    findPurchaseDetails(deps, {
      brandId: caller.brand.id,
      id: input.params.id,
      language,
      shopIds: caller.brand.shopIds,
    }),
  );

  mount(routes.calculateRefundByStaff, async ({ input, caller, language }) => {
    await requireOwnPurchase(deps, caller.brand, input.params.id);
    return calculateRefund(deps, {
      brandId: caller.brand.id,
      purchaseId: input.params.id,
      body: input.body,
      asker: { source: 'till', actor: { kind: 'staff', id: caller.userId }, repeat: null },
      language,
    });
  });

  mount(routes.refundPurchaseByStaff, async ({ input, caller, language, repeat }) => {
    await requireOwnPurchase(deps, caller.brand, input.params.id);
    const asker = { source: 'till', actor: { kind: 'staff', id: caller.userId }, repeat } as const;
    const { body, params } = input;
    const brandId = caller.brand.id;
    return refundByStaff(deps, caller, repeat, {
      brandId,
      purchaseId: params.id,
      body,
      asker,
      language,
    });
  });
}

/** Refuses `shop_not_yours`; whether there is such a purchase at all, the refund says itself. */
async function requireOwnPurchase(deps: Deps, brand: StaffBrand, id: string): Promise<void> {
  if (brand.shopIds.length === 0) return;
  const found = await deps.db.prisma.purchase.findUnique({
    where: { brandId_id: { brandId: brand.id, id } },
    select: { shopId: true },
  });
  if (found) requireOwnShop(brand.shopIds, found.shopId);
}

/** The refund, its line in the audit log and the kept answer are one transaction. */
async function refundByStaff(deps: Deps, caller: BrandStaffCaller, repeat: Repeat, question: RefundOrder) {
  const { brandId, purchaseId } = question;
  let customerId: string | null = null;
  const kept = await once(deps.db.prisma, repeat, async (tx) => {
    const answer = await refundInside(tx, deps, question);
    ({ customerId } = answer);
    if (answer.customerId !== null) {
      await audit(tx, deps.random, {
        brandId,
        actor: actorOf(caller),
        action: 'purchase.refunded',
        target: { kind: 'purchase', id: purchaseId, name: null },
        changes: [{ field: 'refundedMinor', before: null, after: answer.body.amountMinor }],
      });
    }
    return { status: answer.status, body: answer.body };
  });
  if (customerId !== null) deps.live.publish(brandId, customerId);
  return new Answer(kept.body, { status: kept.status === 201 ? 201 : 200, isReplay: kept.isReplay });
}

function program(caller: ApiKeyCaller, repeat: Repeat | null): Asker {
  return { source: 'api', actor: { kind: 'apiKey', id: caller.keyId }, shopId: caller.shopId, repeat };
}

function cashier(caller: BrandStaffCaller, repeat: Repeat | null): Asker {
  return { source: 'till', actor: { kind: 'staff', id: caller.userId }, shopId: null, repeat };
}
