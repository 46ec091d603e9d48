/** Purchases in two steps: a hold reserves the points, its confirmation books the purchase. */
import type { ConfirmBody, Hold, HoldBody, Language } from '@regulars/contracts';
import { survivorId } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { brandWords } from '../ledger/entries.ts';
import { groupPosting, type Outcome } from '../ledger/group.ts';
import { presentHold } from '../ledger/hold.present.ts';
import type { Run } from '../ledger/statement.ts';
import { Refusal } from '../platform/refusal.ts';
import { type ConfirmPlan, type PricedConfirms, planConfirms } from './confirm.plan.ts';
import { type ConfirmAsker, type ConfirmRequest, readConfirmRequest } from './confirm.request.ts';
import { readConfirmState } from './confirm.state.sql.ts';
import type { SaleQuestion } from './group.state.sql.ts';
import { type HoldPlan, type HoldRequest, type PlannedHold, planHolds } from './hold.plan.ts';
import { writeConfirms, writeHolds } from './hold.write.sql.ts';
import { type BookedResult, outcomeOf, postGroup, unlessEmpty } from './post-group.ts';
import type { NewPurchase } from './purchase.plan.ts';
import type { PricedState } from './purchase.price.ts';
import { type Asker, readRequest } from './purchase.request.ts';
import { readHoldState } from './purchase.state.sql.ts';
import { answerOf, type BookedAnswer, exclusiveKeys, readForSale } from './purchases.ts';
import { withCoupons } from './with-coupons.ts';
import { openTerms, readPriced, type Terms } from './terms.ts';

export interface HoldAnswer {
  body: Hold;
  status: 200 | 201;
  isReplay: boolean;
}

export interface Holding {
  make(brandId: string, body: HoldBody, asker: Asker, language?: Language): Promise<HoldAnswer>;
  confirm(question: ConfirmQuestion): Promise<BookedAnswer>;
}

export interface ConfirmQuestion {
  brandId: string;
  holdId: string;
  body: ConfirmBody;
  asker: ConfirmAsker;
  language: Language;
}

/** One per process: holds of a brand that come together are posted together, and so are confirmations. */
export function openHolding(deps: Deps): Holding {
  const terms = openTerms(deps.db);
  const makeInGroup = groupPosting<HoldRequest, Exclude<PlannedHold, { kind: 'refused' }>>({
    post: (brandId, requests) => makeGroup(deps, terms, brandId, requests),
    exclusiveKeys,
  });
  const confirmInGroup = groupPosting<ConfirmRequest, BookedResult<NewPurchase>>({
    post: (brandId, requests) => confirmGroup(deps, terms, brandId, requests),
    exclusiveKeys: ({ holdId, repeat }) => [
      `hold ${holdId}`,
      ...(repeat ? [`key ${repeat.caller} ${repeat.route} ${repeat.key}`] : []),
    ],
  });
  return {
    async make(brandId, { expiresInSeconds, ...body }, asker, language = 'en') {
      const request = readRequest(body, asker, deps.clock.now());
      const made = await makeInGroup(brandId, { ...request, expiresInSeconds, language });
      if (made.kind === 'made') return { body: made.body, status: 201, isReplay: made.isReplay };
      const found = await findHold(deps, brandId, made.id, language);
      return { body: found, status: 200, isReplay: made.isReplay };
    },
    async confirm({ brandId, holdId, body, asker, language }) {
      const result = await confirmInGroup(brandId, readConfirmRequest(holdId, body, asker));
      return answerOf(deps, brandId, result, language);
    },
  };
}

/** As it stands now. Refuses `hold_not_found`, for another brand's id too. */
export async function findHold(
  deps: Deps,
  brandId: string,
  id: string,
  language: Language = 'en',
): Promise<Hold> {
  const { prisma } = deps.db;
  const hold = await prisma.hold.findUnique({ where: { brandId_id: { brandId, id } } });
  if (!hold) throw new Refusal('hold_not_found');
  const customerId = await survivorId(prisma, brandId, hold.customerId);
  const wallet = await prisma.wallet.findUniqueOrThrow({
    where: { brandId_customerId: { brandId, customerId } },
  });
  const { currency } = await brandWords(prisma, brandId);
  return presentHold({ ...hold, customerId }, wallet, { now: deps.clock.now(), currency, language });
}

async function makeGroup(
  deps: Deps,
  terms: Terms,
  brandId: string,
  requests: HoldRequest[],
): Promise<Outcome<Exclude<PlannedHold, { kind: 'refused' }>>[]> {
  const now = deps.clock.now();
  const plan = await postGroup<PricedState, HoldPlan>(deps, brandId, {
    read: (run, lotLimit) => readForSale(terms, run, readHoldState, { brandId, requests, now, lotLimit }),
    customerIds: (state) => state.items.flatMap(({ wallet }) => (wallet ? [wallet.customerId] : [])),
    plan: (state) => planHolds(state, requests, { brandId, now, random: deps.random }),
    write: unlessEmpty(writeHolds),
  });
  return plan.outcomes.map((planned) =>
    planned.kind === 'refused' ? { refusal: planned.refusal } : { answer: planned },
  );
}

async function readForConfirm(
  terms: Terms,
  run: Run,
  question: Omit<SaleQuestion<ConfirmRequest>, 'needs'>,
): Promise<PricedConfirms> {
  const { brandId } = question;
  const state = await readPriced(
    terms,
    { brandId, run },
    (needs) => readConfirmState(run, { ...question, needs }),
    ({ items }) => items.flatMap(({ hold }) => (hold ? [hold.programmeVersionId] : [])),
  );
  const items = await withCoupons(run, question, state.items, ({ hold }) =>
    (hold?.coupons ?? []).filter(({ isApplied }) => isApplied),
  );
  return { ...state, items };
}

async function confirmGroup(
  deps: Deps,
  terms: Terms,
  brandId: string,
  requests: ConfirmRequest[],
): Promise<Outcome<BookedResult<NewPurchase>>[]> {
  const now = deps.clock.now();
  const plan = await postGroup<PricedConfirms, ConfirmPlan>(deps, brandId, {
    read: (run, lotLimit) => readForConfirm(terms, run, { brandId, requests, now, lotLimit }),
    customerIds: (state) => state.items.flatMap(({ wallet }) => (wallet ? [wallet.customerId] : [])),
    plan: (state) => planConfirms(state, { brandId, now, random: deps.random }),
    write: unlessEmpty(writeConfirms),
  });
  return plan.outcomes.map((settled) => outcomeOf(settled, plan.state.brand));
}
