/** Purchases: what one would give, and booking it once, however often it is sent. */
import type {
  Language,
  PurchaseBody,
  PurchaseQuestion,
  PurchaseQuote,
  PurchaseResult,
} from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { answerOfRule } from '../earning/answers.ts';
import { earningWordsBrand } from '../earning/rule-view.ts';
import { groupPosting, type Outcome } from '../ledger/group.ts';
import { type Run, runOn } from '../ledger/statement.ts';
import { openDraft } from '../ledger/wallet-state.ts';
import { Refusal } from '../platform/refusal.ts';
import type { SaleQuestion } from './group.state.sql.ts';
import { bookedPurchase, presentPurchase, readEntries, viewOfDraft } from './present.ts';
import { type BookedResult, outcomeOf, postGroup, unlessEmpty } from './post-group.ts';
import { type NewPurchase, planPurchases, type PurchasePlan } from './purchase.plan.ts';
import { type PricedState, priceItem } from './purchase.price.ts';
import { type Asker, type PurchaseRequest, readRequest } from './purchase.request.ts';
import { withCoupons } from './with-coupons.ts';
import { readPurchaseState } from './purchase.state.sql.ts';
import { writePurchases } from './purchase.write.sql.ts';
import { openTerms, readPriced, type Terms } from './terms.ts';

export interface BookedAnswer {
  body: PurchaseResult;
  status: 200 | 201;
  isReplay: boolean;
}

export interface Purchasing {
  /** Writes nothing; `id` is null. */
  calculate(
    brandId: string,
    body: PurchaseQuestion,
    asker: Asker,
    language: Language,
  ): Promise<PurchaseQuote>;
  create(brandId: string, body: PurchaseBody, asker: Asker, language: Language): Promise<BookedAnswer>;
}

/** One per process: purchases of a brand that come together are posted together. */
export function openPurchasing(deps: Deps): Purchasing {
  const terms = openTerms(deps.db);
  const postInGroup = groupPosting<PurchaseRequest, BookedResult<NewPurchase>>({
    post: (brandId, requests) => bookGroup(deps, terms, brandId, requests),
    exclusiveKeys,
  });
  return {
    calculate: (brandId, { explain, ...body }, asker, language) => {
      const request = readRequest(body, asker, deps.clock.now());
      return calculate(deps, terms, brandId, { request, language, explain: explain === true });
    },
    async create(brandId, body, asker, language) {
      const result = await postInGroup(brandId, readRequest(body, asker, deps.clock.now()));
      return answerOf(deps, brandId, result, language);
    },
  };
}

/** Reads the state of purchases, or of holds, with all that prices them. */
export async function readForSale(
  terms: Terms,
  run: Run,
  read: typeof readPurchaseState,
  question: Omit<SaleQuestion<PurchaseRequest>, 'needs'>,
): Promise<PricedState> {
  const state = await readPriced(
    terms,
    { brandId: question.brandId, run },
    (needs) => read(run, { ...question, needs }),
    ({ items }) => items.map((item) => item.programmeVersionId),
  );
  const items = await withCoupons(run, question, state.items, ({ request }) =>
    request.coupons.map((code) => ({ code })),
  );
  return { ...state, items };
}

async function bookGroup(
  deps: Deps,
  terms: Terms,
  brandId: string,
  requests: PurchaseRequest[],
): Promise<Outcome<BookedResult<NewPurchase>>[]> {
  const now = deps.clock.now();
  const plan = await postGroup<PricedState, PurchasePlan>(deps, brandId, {
    read: (run, lotLimit) => readForSale(terms, run, readPurchaseState, { brandId, requests, now, lotLimit }),
    customerIds: (state) => state.items.flatMap(({ wallet }) => (wallet ? [wallet.customerId] : [])),
    plan: (state) => planPurchases(state, { brandId, now, random: deps.random }),
    write: unlessEmpty(writePurchases),
  });
  return plan.outcomes.map((settled) => outcomeOf(settled, plan.state.brand));
}

/** The same receipt, the same key or the same card never share a statement. */
export function exclusiveKeys({ externalId, repeat, customer }: PurchaseRequest): string[] {
  const keys = [`receipt ${externalId}`];
  if (repeat) keys.push(`key ${repeat.caller} ${repeat.route} ${repeat.key}`);
  if ('cardHash' in customer) keys.push(`card ${customer.cardHash}`);
  if ('code' in customer) keys.push(`code ${customer.code}`);
  return keys;
}

/** The answer of a purchase that was booked now or before. */
export async function answerOf(
  deps: Deps,
  brandId: string,
  { settled, brand }: BookedResult<NewPurchase>,
  language: Language,
): Promise<BookedAnswer> {
  if (settled.kind === 'new') {
    const entries = settled.entries.map((entry) =>
      viewOfDraft(entry, settled.row.totalMinor, settled.row.verdicts),
    );
    return {
      body: presentPurchase(settled.row, entries, language, brand),
      status: 201,
      isReplay: false,
    };
  }
  const row = await deps.db.prisma.purchase.findUniqueOrThrow({
    where: { brandId_id: { brandId, id: settled.id } },
  });
  const entries = await readEntries(deps.db.prisma, brandId, row.entryIds, {
    totalMinor: Number(row.totalMinor),
    verdicts: row.verdicts,
  });
  return {
    body: presentPurchase(bookedPurchase(row), entries, language, brand),
    status: settled.status === 201 ? 201 : 200,
    isReplay: settled.isReplay,
  };
}

interface Question {
  request: PurchaseRequest;
  language: Language;
  explain: boolean;
}

async function calculate(
  deps: Deps,
  terms: Terms,
  brandId: string,
  { request, language, explain }: Question,
): Promise<PurchaseQuote> {
  const now = deps.clock.now();
  const question = { brandId, requests: [request], now, lotLimit: maxLotsToCalculate };
  const state = await readForSale(terms, runOn(deps.db.posting), readPurchaseState, question);
  const [item] = state.items;
  if (!item) throw new Error('a calculation without its request');
  const nothingBefore = { usedCards: [], timesSpent: () => 0 };
  const priced = priceItem(openDraft(brandId, now, deps.random), item, state, nothingBefore);
  if (priced instanceof Refusal) throw priced;
  const { wallet, quote } = priced;
  const { awards, verdicts } = quote.evaluation;
  const pendingPoints = awards.reduce(
    (sum, { rule, points }) => sum + (rule.settings.activationDelayDays > 0 ? points : 0),
    0,
  );
  const answer = presentPurchase(
    {
      id: null,
      externalId: request.externalId,
      totalMinor: quote.bill.totalMinor,
      coupons: quote.coupons.coupons.map(({ kept }) => kept),
      redeemedPoints: quote.redeemedPoints,
      paidMinor: quote.paidMinor,
      earnedPoints: quote.earning.earnedPoints,
      maxRedeemPoints: quote.maxRedeemPoints,
      availableAfter: wallet.available - quote.redeemedPoints + quote.earning.earnedPoints - pendingPoints,
      pendingAfter: wallet.pending + pendingPoints,
    },
    [],
    language,
    state.brand,
  );
  if (!explain) return answer;
  const brand = await earningWordsBrand(deps.db.prisma, brandId);
  return { ...answer, rules: verdicts.map((one) => answerOfRule(one, verdicts, brand, language)) };
}

/** Only those that have come due matter to a calculation, and they stand first. */
const maxLotsToCalculate = 500;
