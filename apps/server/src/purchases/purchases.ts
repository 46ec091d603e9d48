/** Purchases: what one would give, and booking it once, however often it is sent. */
import type { Language, PurchaseBody, PurchaseResult } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { groupPosting, type Outcome } from '../ledger/group.ts';
import { post } from '../ledger/optimistic.ts';
import type { BrandWords } from '../ledger/present.ts';
import { runOn } from '../ledger/statement.ts';
import { openDraft } from '../ledger/wallet-state.ts';
import { Refusal } from '../platform/refusal.ts';
import { bookedPurchase, presentPurchase, readEntries, viewOfDraft } from './present.ts';
import { keepVersions, readVersions, type VersionById } from './programme-versions.ts';
import {
  type Planned,
  type PricedState,
  planPurchases,
  priceItem,
  type PurchasePlan,
} from './purchase.plan.ts';
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

export type BookedResult = { planned: Exclude<Planned, { kind: 'refused' }>; brand: BrandWords };

/** One per process: purchases of a brand that come together are posted together. */
export function openPurchasing(deps: Deps): Purchasing {
  const versionById = keepVersions(deps.db);
  const postInGroup = groupPosting<PurchaseRequest, BookedResult>({
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

export async function withVersions(
  versionById: VersionById,
  brandId: string,
  read: Promise<PurchaseState>,
): Promise<PricedState> {
  const state = await read;
  const ids = state.items.map((item) => item.programmeVersionId);
  return { ...state, versions: await readVersions(versionById, brandId, ids) };
}

async function postGroup(
  deps: Deps,
  versionById: VersionById,
  brandId: string,
  requests: PurchaseRequest[],
): Promise<Outcome<BookedResult>[]> {
  const now = deps.clock.now();
  const plan = await post<PricedState, PurchasePlan>(deps.db.posting, brandId, {
    read: (run, lotLimit) =>
      withVersions(versionById, brandId, readPurchaseState(run, { brandId, requests, now, lotLimit })),
    customerIds: (state) => state.items.flatMap(({ wallet }) => (wallet ? [wallet.customerId] : [])),
    plan: (state) => planPurchases(state, { brandId, now, random: deps.random }),
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
  { planned, brand }: BookedResult,
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
    where: { brandId_id: { brandId, id: planned.id } },
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
  const question = { brandId, requests: [request], now, lotLimit: maxLotsToCalculate };
  const read = readPurchaseState(runOn(deps.db.posting), question);
  const state = await withVersions(versionById, brandId, read);
  const [item] = state.items;
  if (!item) throw new Error('a calculation without its request');
  const priced = priceItem(openDraft(brandId, now, deps.random), item, state, []);
  if (priced instanceof Refusal) throw priced;
  const { wallet, quote, version } = priced;
  const { earnedPoints } = quote.earning;
  const isPending = version.settings.activationDelayDays > 0;
  return presentPurchase(
    {
      id: null,
      externalId: request.externalId,
      totalMinor: quote.bill.totalMinor,
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
