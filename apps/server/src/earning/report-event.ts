/** What an event that a brand's system reports comes to, and how it is answered: the same each time. */
import type { EventBody, EventResult, Language } from '@regulars/contracts';
import { holdSurvivor } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { viewEntries } from '../ledger/entries.ts';
import { presentEntry } from '../ledger/present.ts';
import type { ApiKeyCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { hashInput } from '../platform/idempotency.ts';
import { refuseField } from '../platform/refusal.ts';
import { answerOfRule, readVerdicts } from './answers.ts';
import { payEvent, triggerOf } from './pay-event.ts';
import { earningWordsBrand } from './rule-view.ts';

const aheadMilliseconds = 5 * 60_000;
const earliest = Date.UTC(2000, 0, 1);

export async function reportEvent(
  tx: Tx,
  deps: Deps,
  caller: ApiKeyCaller,
  { body, givenId, language }: { body: EventBody; givenId: string; language: Language },
): Promise<{ status: 200 | 201; body: EventResult }> {
  const { brandId } = caller;
  const occurredAt = timeOf(body, deps.clock.now());
  const customerId = await holdSurvivor(tx, brandId, givenId);
  const trigger = triggerOf(body.type);
  const properties = body.properties ?? {};
  const paid = await payEvent(tx, deps, {
    brandId,
    customerId,
    trigger,
    eventType: trigger === 'event' ? body.type : null,
    type: body.type,
    externalId: body.externalId,
    occurredAt,
    properties,
    inputHash: hashInput([customerId, body.type, properties]),
    source: { kind: 'api', actor: { kind: 'apiKey', id: caller.keyId } },
  });
  const answer = await showEvent(tx, { brandId, id: paid.id, language });
  return { status: paid.isNew ? 201 : 200, body: answer };
}

async function showEvent(
  tx: Tx,
  { brandId, id, language }: { brandId: string; id: string; language: Language },
): Promise<EventResult> {
  const row = await tx.customerEvent.findUniqueOrThrow({ where: { brandId_id: { brandId, id } } });
  const entries = await tx.entry.findMany({
    where: { brandId, id: { in: row.entryIds } },
    orderBy: { id: 'asc' },
  });
  const views = await viewEntries(tx, brandId, entries);
  const wallet = await tx.wallet.findUniqueOrThrow({
    where: { brandId_customerId: { brandId, customerId: row.customerId } },
  });
  const brand = await earningWordsBrand(tx, brandId);
  const verdicts = readVerdicts(row.verdicts);
  return {
    id: row.id,
    externalId: row.externalId,
    customerId: row.customerId,
    type: row.type,
    occurredAt: row.occurredAt.toISOString(),
    earnedPoints: verdicts.reduce((sum, { points }) => sum + points, 0),
    rules: verdicts.map((verdict) => answerOfRule(verdict, verdicts, brand, language)),
    wallet: { available: Number(wallet.available), pending: Number(wallet.pending) },
    entries: views.map((view) => presentEntry(view, language, brand)),
  };
}

function timeOf({ occurredAt }: EventBody, now: Date): Date {
  if (occurredAt === undefined) return now;
  const at = new Date(occurredAt);
  if (at.getTime() > now.getTime() + aheadMilliseconds) {
    throw refuseField('occurredAt', 'is more than 5 minutes ahead');
  }
  if (at.getTime() < earliest) throw refuseField('occurredAt', 'is before the year 2000');
  return at;
}
