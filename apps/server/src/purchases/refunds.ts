/** Refunds of purchases, in full, by amount or by lines: each once, and never more than was bought. */
import type { Language, RefundBody, RefundQuestion, RefundQuote, RefundResult } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { CompiledRule } from '../earning/evaluate.ts';
import { rulesReader } from '../earning/rules-reader.ts';
import { groupPosting } from '../ledger/group.ts';
import { planned, type Posting, postInside } from '../ledger/optimistic.ts';
import { runInside, runOn } from '../ledger/statement.ts';
import type { Tx } from '../platform/db.ts';
import { type BookedResult, outcomeOf, postGroup, unlessEmpty } from './post-group.ts';
import { bookedRefund, presentRefund, readEntries, viewOfDraft } from './present.ts';
import { type NewRefund, planRefunds, type RefundPlan } from './refund.plan.ts';
import type { RulesThatPaid } from './refund.awards.ts';
import { type RefundAsker, type RefundRequest, readRefundRequest } from './refund.request.ts';
import { type RefundState, readRefundState } from './refund.state.sql.ts';
import { writeRefunds } from './refund.write.sql.ts';

export interface RefundAnswer {
  body: RefundResult;
  status: 200 | 201;
  isReplay: boolean;
}

export interface RefundOrder {
  brandId: string;
  purchaseId: string;
  body: RefundBody;
  asker: RefundAsker;
  language: Language;
}

export interface Refunding {
  refund(order: RefundOrder): Promise<RefundAnswer>;
}

/** One per process: refunds of a brand that come together are posted together. */
export function openRefunding(deps: Deps): Refunding {
  const postInGroup = groupPosting<RefundRequest, BookedResult<NewRefund>>({
    post: async (brandId, requests) => {
      const plan = await postGroup(deps, brandId, refundPosting(deps, brandId, requests));
      return plan.outcomes.map((settled) => outcomeOf(settled, plan.state.brand));
    },
    exclusiveKeys: ({ purchaseId, externalId, repeat }) => [
      `purchase ${purchaseId}`,
      `refund ${externalId}`,
      ...(repeat ? [`key ${repeat.caller} ${repeat.route} ${repeat.key}`] : []),
    ],
  });
  return {
    async refund({ brandId, purchaseId, body, asker, language }) {
      const result = await postInGroup(brandId, readRefundRequest(purchaseId, body, asker));
      return answerOf(deps.db.prisma, brandId, result, language);
    },
  };
}

/**
 * For those who write more in the same transaction, such as the audit log, and keep the first answer with it.
 * `customerId` is null when nothing moved, for the refund was known.
 */
export async function refundInside(
  tx: Tx,
  deps: Deps,
  { brandId, purchaseId, body, asker, language }: RefundOrder,
): Promise<RefundAnswer & { customerId: string | null }> {
  const request = readRefundRequest(purchaseId, body, { ...asker, repeat: null });
  const plan = await postInside(runInside(tx), brandId, refundPosting(deps, brandId, [request], tx));
  const [settled] = plan.outcomes;
  if (!settled) throw new Error('a refund without an answer');
  const outcome = outcomeOf(settled, plan.state.brand);
  if ('refusal' in outcome) throw outcome.refusal;
  const answer = await answerOf(tx, brandId, outcome.answer, language);
  return { ...answer, customerId: settled.kind === 'new' ? settled.row.customerId : null };
}

/** Plans the refund as if it came now, and writes nothing. */
export async function calculateRefund(
  deps: Deps,
  { brandId, purchaseId, body, asker, language }: Omit<RefundOrder, 'body'> & { body: RefundQuestion },
): Promise<RefundQuote> {
  const request = readRefundRequest(purchaseId, { ...body, externalId: noExternalId }, asker);
  const plan = await planned(runOn(deps.db.posting), refundPosting(deps, brandId, [request]));
  const [outcome] = plan.outcomes;
  if (outcome?.kind === 'refused') throw outcome.refusal;
  if (outcome?.kind !== 'new') throw new Error('a refund that nobody has made was found');
  const quote = presentRefund(outcome.row, [], language, plan.state.brand);
  return { ...quote, id: null, externalId: body.externalId ?? null };
}

/** No refund has it, so none is found: what has been refunded before is only looked at through the purchase. */
const noExternalId = '';

function refundPosting(
  deps: Deps,
  brandId: string,
  requests: readonly RefundRequest[],
  tx: Tx = deps.db.prisma,
): Posting<RefundState & { rules: RulesThatPaid }, RefundPlan> {
  const now = deps.clock.now();
  return {
    async read(run, lotLimit) {
      const state = await readRefundState(run, brandId, requests, lotLimit);
      return { ...state, rules: await rulesThatPaid(tx, deps, brandId, state) };
    },
    customerIds: (state) =>
      state.items.flatMap(({ purchase }) => (purchase ? [purchase.wallet.customerId] : [])),
    plan: (state) => planRefunds(state, { brandId, now, random: deps.random }),
    write: unlessEmpty(writeRefunds),
  };
}

async function rulesThatPaid(
  tx: Tx,
  deps: Deps,
  brandId: string,
  { items }: RefundState,
): Promise<RulesThatPaid> {
  const { ruleByVersion } = rulesReader(deps.db);
  const ids = items.flatMap(
    ({ purchase }) =>
      purchase?.awards.flatMap(({ ruleVersionId, tier }) => (tier ? [] : [ruleVersionId])) ?? [],
  );
  const rules = new Map<string, CompiledRule>();
  for (const id of new Set(ids)) rules.set(id, await ruleByVersion(tx, brandId, id));
  return rules;
}

async function answerOf(
  tx: Tx,
  brandId: string,
  { settled, brand }: BookedResult<NewRefund>,
  language: Language,
): Promise<RefundAnswer> {
  if (settled.kind === 'new') {
    const entries = settled.entries.map((entry) => viewOfDraft(entry, settled.totalMinor));
    return { body: presentRefund(settled.row, entries, language, brand), status: 201, isReplay: false };
  }
  const row = await tx.refund.findUniqueOrThrow({
    where: { brandId_id: { brandId, id: settled.id } },
    include: { purchase: { select: { totalMinor: true } } },
  });
  const entries = await readEntries(tx, brandId, row.entryIds, {
    totalMinor: Number(row.purchase.totalMinor),
    verdicts: [],
  });
  return {
    body: presentRefund(bookedRefund(row), entries, language, brand),
    status: settled.status === 201 ? 201 : 200,
    isReplay: settled.isReplay,
  };
}
