/** Purchases: what one would give, and booking it once, however often it is sent. */
import type { Language, PurchaseBody, PurchaseResult } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { settleDue } from '../ledger/due.ts';
import { groupPosting, type Outcome } from '../ledger/group.ts';
import { post } from '../ledger/optimistic.ts';
import type { BrandWords } from '../ledger/present.ts';
import { runOn } from '../ledger/statement.ts';
import { openDraft } from '../ledger/wallet-state.ts';
import { Refusal } from '../platform/refusal.ts';
import { bookedPurchase, presentPurchase, readEntries, viewOfDraft } from './present.ts';
import { keepVersions, type VersionById } from './programme-versions.ts';
import { checkItem, type Planned, planPurchases, type PurchasePlan, quotePurchase } from './purchase.plan.ts';
import { type Asker, type PurchaseRequest, readRequest } from './purchase.request.ts';
import { type PurchaseState, readPurchaseState } from './purchase.state.sql.ts';
import { writePurchases } from './purchase.write.sql.ts';

export interface BookedAnswer {
  body: PurchaseResult;
  status: 200 | 201;
  isReplay: boolean;
}

export interface Purchasing {
  /** Writes nothing; `id` is null. */
  calculate(brandId: string, body: PurchaseBody, asker: Asker, language: Language): Promise<PurchaseResult>;
  create(brandId: string, body: PurchaseBody, asker: Asker, language: Language): Promise<BookedAnswer>;
}

type Result = { planned: Exclude<Planned, { kind: 'refused' }>; brand: BrandWords };

/** One per process: purchases of a brand that come together are posted together. */
export function openPurchasing(deps: Deps): Purchasing {
  const versionById = keepVersions(deps.db);
  const postInGroup = groupPosting<PurchaseRequest, Result>({
    post: (brandId, requests) => postGroup(deps, versionById, brandId, requests),
    exclusiveKeys,
  });
  return {
    calculate: (brandId, body, asker, language) =>
      calculate(deps, versionById, brandId, readRequest(body, asker, deps.clock.now()), language),
    async create(brandId, body, asker, language) {
      const result = await postInGroup(brandId, readRequest(body, asker, deps.clock.now()));
      return answerOf(deps, brandId, result, language);
    },
  };
}

type StateInForce = PurchaseState & { version: Awaited<ReturnType<VersionById>> };

async function readInForce(
  versionById: VersionById,
  brandId: string,
  read: Promise<PurchaseState>,
): Promise<StateInForce> {
  const state = await read;
  return { ...state, version: await versionById(brandId, state.programmeVersionId) };
}

async function postGroup(
  deps: Deps,
  versionById: VersionById,
  brandId: string,
  requests: PurchaseRequest[],
): Promise<Outcome<Result>[]> {
  const now = deps.clock.now();
  const plan = await post<StateInForce, PurchasePlan>(deps.db.posting, brandId, {
    read: (run, lotLimit) =>
      readInForce(versionById, brandId, readPurchaseState(run, brandId, requests, now, lotLimit)),
    customerIds: (state) => state.items.flatMap(({ wallet }) => (wallet ? [wallet.customerId] : [])),
    plan: (state) => planPurchases(state, { brandId, now, random: deps.random, version: state.version }),
    write: (run, planned) =>
      isEmpty(planned) ? Promise.resolve(true) : writePurchases(run, planned.draft, planned.extra),
  });
  for (const customerId of plan.draft.wallets.keys()) deps.live.publish(brandId, customerId);
  return plan.outcomes.map((planned) =>
    planned.kind === 'refused'
      ? { refusal: planned.refusal }
      : { answer: { planned, brand: plan.state.brand } },
  );
}

function isEmpty({ draft, extra }: PurchasePlan): boolean {
  return draft.wallets.size === 0 && extra.keys.length === 0;
}

/** The same receipt, the same key or the same card never share a statement. */
function exclusiveKeys({ externalId, repeat, customer }: PurchaseRequest): string[] {
  const keys = [`receipt ${externalId}`];
  if (repeat) keys.push(`key ${repeat.caller} ${repeat.route} ${repeat.key}`);
  if ('cardHash' in customer) keys.push(`card ${customer.cardHash}`);
  if ('code' in customer) keys.push(`code ${customer.code}`);
  return keys;
}

async function answerOf(
  deps: Deps,
  brandId: string,
  { planned, brand }: Result,
  language: Language,
): Promise<BookedAnswer> {
  if (planned.kind === 'new') {
    const entries = planned.entries.map((entry) => viewOfDraft(entry, planned.row.totalMinor));
    return {
      body: presentPurchase(planned.row, entries, language, brand),
      status: 201,
      isReplay: false,
    };
  }
  const row = await deps.db.prisma.purchase.findUniqueOrThrow({
    where: { brandId_id: { brandId, id: planned.purchaseId } },
  });
  const entries = await readEntries(deps.db.prisma, brandId, row.entryIds, Number(row.totalMinor));
  return {
    body: presentPurchase(bookedPurchase(row), entries, language, brand),
    status: planned.status === 201 ? 201 : 200,
    isReplay: planned.isReplay,
  };
}

async function calculate(
  deps: Deps,
  versionById: VersionById,
  brandId: string,
  request: PurchaseRequest,
  language: Language,
): Promise<PurchaseResult> {
  const now = deps.clock.now();
  const read = readPurchaseState(runOn(deps.db.posting), brandId, [request], now, maxLotsToCalculate);
  const state = await readInForce(versionById, brandId, read);
  const [item] = state.items;
  if (!item) throw new Error('a calculation without its request');
  const checked = checkItem(item);
  if (checked instanceof Refusal) throw checked;
  const { wallet, bill } = checked;
  settleDue(openDraft(brandId, now, deps.random), wallet);
  const quote = quotePurchase(request, bill, wallet, state.version.settings);
  if (quote instanceof Refusal) throw quote;
  const { earnedPoints } = quote.earning;
  const isPending = state.version.settings.activationDelayDays > 0;
  return presentPurchase(
    {
      id: null,
      externalId: request.externalId,
      totalMinor: bill.totalMinor,
      redeemedPoints: quote.redeemedPoints,
      paidMinor: quote.paidMinor,
      earnedPoints,
      maxRedeemPoints: quote.maxRedeemPoints,
      availableAfter: wallet.available - quote.redeemedPoints + (isPending ? 0 : earnedPoints),
      pendingAfter: wallet.pending + (isPending ? earnedPoints : 0),
    },
    [],
    language,
    state.brand,
  );
}

/** Only those that have come due matter to a calculation, and they stand first. */
const maxLotsToCalculate = 500;
