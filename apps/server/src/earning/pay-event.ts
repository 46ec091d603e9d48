/** Keeps an event of a customer and pays what the rules of that time give for it: once, whoever reports it again. */
import { type EarningTrigger, type EarningVerdict, reportedTriggers } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { settleDue } from '../ledger/due.ts';
import { hasRoom } from '../ledger/moves.ts';
import { postInside } from '../ledger/optimistic.ts';
import { type Column, runInside } from '../ledger/statement.ts';
import { announce, type Draft, openDraft, type Source, touch } from '../ledger/wallet-state.ts';
import { insertPart, writeStatement } from '../ledger/write.sql.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { type EarningExtra, openEarningExtra, recordAwards, usageFor } from './book.ts';
import { creditAwards } from './credit-awards.ts';
import { earningWriteParts } from './earning.write.sql.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { type EventState, readEventState } from './event.state.sql.ts';
import { type EarningFacts, goodsOf, localMoment, type PurchaseFacts } from './facts.ts';
import { rulesetInForce } from './rulesets.ts';
import { readWithRules, rulesReader, type WithRules } from './rules-reader.ts';

export interface HappenedEvent {
  brandId: string;
  customerId: string;
  trigger: EarningTrigger['kind'];
  /** What tells events of this kind apart, as `eventTypeOf` says of a rule's trigger. */
  eventType: string | null;
  /** As it was reported; for joining and birthdays their own word. */
  type: string;
  externalId: string;
  occurredAt: Date;
  properties: Readonly<Record<string, string | number | boolean>>;
  /** Of a receipt: rules may count from its sum. */
  bill?: EventBill;
  /** What makes two reports the same. */
  inputHash: string;
  source: Pick<Source, 'kind' | 'actor'>;
}

/** A purchase that the till did not tell of: a sum and no lines. */
export interface EventBill {
  totalMinor: number;
  /** Weekdays and hours are asked of this, not of when it was reported. */
  paidAt: Date;
  shopId: string | null;
  /** What a point is worth, for rules that give a percent. */
  pointValueMinor: number;
}

export interface PaidEvent {
  id: string;
  isNew: boolean;
  points: number;
  verdicts: EarningVerdict[];
}

/** Which rules an event of this type sets off. */
export function triggerOf(type: string): EarningTrigger['kind'] {
  return reportedTriggers.find((trigger) => trigger === type) ?? 'event';
}

/** Whether any rule in force now is about this: most brands have none about joining or birthdays. */
export async function rulesAbout(
  tx: Tx,
  brandId: string,
  kind: EarningTrigger['kind'],
  now: Date,
): Promise<EarningTrigger[]> {
  const { rules } = await rulesetInForce(tx, brandId, now);
  return rules.map(({ settings }) => settings.trigger).filter((trigger) => trigger.kind === kind);
}

/** Refuses `customer_not_found`, `external_id_conflict` and `points_over_limit`. */
export async function payEvent(tx: Tx, deps: Deps, event: HappenedEvent): Promise<PaidEvent> {
  const { brandId } = event;
  const reader = rulesReader(deps.db);
  const run = runInside(tx);
  const plan = await postInside<WithRules<EventState>, Plan>(run, brandId, {
    read: (inside, lotLimit) =>
      readWithRules({ reader, tx, run: inside }, brandId, (needs) =>
        readEventState(inside, { ...event, lotLimit }, needs),
      ),
    customerIds: ({ known }) => (known ? [known.wallet.customerId] : []),
    plan: (state) => planEvent(state, openDraft(brandId, deps.clock.now(), deps.random), event),
    write: (inside, { draft, extra }) => (extra ? writeEvent(inside, draft, extra) : Promise.resolve(true)),
  });
  return plan.paid;
}

interface EventRow {
  event: HappenedEvent;
  id: string;
  entryIds: string[];
  verdicts: EarningVerdict[];
  createdAt: Date;
}

interface EventExtra {
  earning: EarningExtra;
  events: EventRow[];
}

interface Plan {
  draft: Draft;
  /** Null when the event was known. */
  extra: EventExtra | null;
  paid: PaidEvent;
}

function planEvent(state: WithRules<EventState>, draft: Draft, event: HappenedEvent): Plan {
  const { twin, known } = state;
  if (twin) {
    if (twin.inputHash !== event.inputHash) throw new Refusal('external_id_conflict');
    return { draft, extra: null, paid: { id: twin.id, isNew: false, points: 0, verdicts: [] } };
  }
  if (!known) throw new Refusal('customer_not_found');
  const { wallet } = known;
  const evaluation = evaluateEvent(state, known.customer, event);
  if (!hasRoom(wallet, evaluation.points)) throw new Refusal('points_over_limit');
  const id = draft.random.id();
  const extra: EventExtra = { earning: openEarningExtra(), events: [] };
  touch(draft, wallet);
  settleDue(draft, wallet);
  const names = evaluation.awards.map(({ rule }) => rule.settings.name).join(', ');
  const entries = creditAwards(draft, wallet, {
    awards: evaluation.awards,
    source: { ...sourceOf(id, event), reason: names || null },
    earnedAt: event.occurredAt,
    zone: state.zone,
  });
  recordAwards(extra.earning, { ...bookOf(state, event), customer: known.customer }, evaluation.awards);
  const verdicts = evaluation.verdicts;
  const entryIds = entries.map((entry) => entry.id);
  extra.events.push({ event, id, entryIds, verdicts, createdAt: draft.now });
  // Joining and receipts have events of their own that tell of their points.
  if (evaluation.points > 0 && event.trigger !== 'join' && !event.bill) {
    announce(draft, 'points.rewarded', wallet.customerId, {
      points: evaluation.points,
      reason: names,
      availableAfter: wallet.available,
    });
  }
  return { draft, extra, paid: { id, isNew: true, points: evaluation.points, verdicts } };
}

function evaluateEvent(
  state: WithRules<EventState>,
  customer: NonNullable<EventState['known']>['customer'],
  event: HappenedEvent,
): Evaluation {
  const ruleset = rulesetOf(state);
  const facts: EarningFacts = {
    trigger: event.trigger,
    eventType: event.eventType,
    occurredAt: event.occurredAt,
    moment: localMoment(event.bill?.paidAt ?? event.occurredAt, state.zone),
    purchase: event.bill ? billFacts(event.bill) : null,
    customer: customer.facts,
    properties: event.properties,
  };
  return evaluate(ruleset.rules, facts, {
    policy: ruleset.policy,
    // Only a bill has money to turn into points.
    pointValueMinor: event.bill?.pointValueMinor ?? 1,
    usage: usageFor({ brandId: event.brandId, ruleset, totals: state.totals }, customer, state.day),
  });
}

function billFacts({ totalMinor, shopId }: EventBill): PurchaseFacts {
  return {
    totalMinor,
    paidMinor: totalMinor,
    redeemedPoints: 0,
    shopId,
    channel: null,
    lines: [{ ...goodsOf(undefined), netMinor: totalMinor, baseMinor: totalMinor }],
    earlier: [],
  };
}

function bookOf(state: WithRules<EventState>, { brandId, customerId }: HappenedEvent) {
  return { brandId, customerId, ruleset: rulesetOf(state), totals: state.totals, day: state.day };
}

function rulesetOf(state: WithRules<EventState>) {
  const ruleset = state.rulesets.get(state.rulesetId);
  if (!ruleset) throw new Error('an event was read without its rules');
  return ruleset;
}

function sourceOf(id: string, { source, externalId, inputHash, occurredAt }: HappenedEvent): Source {
  return {
    kind: source.kind,
    id: externalId,
    purchaseId: null,
    refundId: null,
    ruleVersionId: null,
    reason: null,
    actor: source.actor,
    postingKey: `event:${id}`,
    inputHash,
    occurredAt,
  };
}

const eventColumns: Column<EventRow>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'customer_id', type: 'uuid', value: ({ event }) => event.customerId },
  { name: 'type', type: 'text', value: ({ event }) => event.type },
  { name: 'external_id', type: 'text', value: ({ event }) => event.externalId },
  {
    name: 'properties',
    type: 'text',
    cast: 'jsonb',
    value: ({ event }) => JSON.stringify(event.properties),
  },
  { name: 'input_hash', type: 'text', value: ({ event }) => event.inputHash },
  { name: 'entry_ids', type: 'text', cast: 'uuid[]', value: (row) => `{${row.entryIds.join(',')}}` },
  { name: 'verdicts', type: 'text', cast: 'jsonb', value: (row) => JSON.stringify(row.verdicts) },
  { name: 'occurred_at', type: 'timestamptz', value: ({ event }) => event.occurredAt },
  { name: 'created_at', type: 'timestamptz', value: (row) => row.createdAt },
];

const writeEvent = writeStatement<EventExtra>('event-write', [
  ...earningWriteParts,
  insertPart('customer_event', eventColumns, ({ events }) => events),
]);
