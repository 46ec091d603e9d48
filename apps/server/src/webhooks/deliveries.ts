/** The delivery log of an endpoint: what was sent and answered, replays, and a test on the spot. */
import {
  type RouteParsed,
  type Routes,
  type WebhookAttempt,
  type WebhookDelivery,
  type WebhookDeliveryDetails,
  webhookDeliveryStates,
  webhookProblems,
} from '@regulars/contracts';
import { z } from 'zod';
import { type Actor, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { decodeIdCursor, encodeCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { type Endpoint, keepAttempt, sendMessage } from './attempt.ts';
import { judgeAnswer } from './delivery.rules.ts';
import { type EndpointId, findEndpoint, testType } from './endpoints.ts';
import { deliverSoon } from './webhooks.jobs.ts';

type ListQuery = RouteParsed<Routes['listWebhookDeliveries']>['query'];

export async function listDeliveries(
  deps: Deps,
  endpoint: EndpointId,
  { cursor, limit, state, type }: ListQuery,
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  await findEndpoint(deps.db.prisma, endpoint);
  const rows = await deps.db.prisma.webhookDelivery.findMany({
    where: {
      brandId: endpoint.brandId,
      endpointId: endpoint.id,
      ...(cursor === undefined ? {} : { id: { lt: decodeIdCursor(cursor) } }),
      ...(state === undefined ? {} : { state }),
      ...(type === undefined ? {} : { type }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
    omit: { body: true },
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(showDelivery),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
}

export interface DeliveryId {
  brandId: string;
  endpointId: string;
  id: string;
}

/** Refuses `webhook_delivery_not_found`. */
export async function showDetails(
  tx: Tx,
  { brandId, endpointId, id }: DeliveryId,
): Promise<WebhookDeliveryDetails> {
  const row = await tx.webhookDelivery.findUnique({
    where: { brandId_id: { brandId, id }, endpointId },
    include: { attemptLog: { orderBy: { number: 'desc' }, take: 50 } },
  });
  if (!row) throw new Refusal('webhook_delivery_not_found');
  return { ...showDelivery(row), requestBody: row.body, attemptLog: row.attemptLog.map(showAttempt) };
}

/** Sends now and answers with what came back; the delivery stands in the log and is not repeated. */
export async function sendTest(deps: Deps, key: EndpointId): Promise<WebhookDeliveryDetails> {
  const endpoint = await findEndpoint(deps.db.prisma, key);
  const now = deps.clock.now();
  const messageId = deps.random.id();
  const body = JSON.stringify({
    type: testType,
    timestamp: now.toISOString(),
    data: { endpointId: key.id, message: 'Hello from Regulars' },
  });
  const attempt = await sendMessage(deps, endpoint, { id: messageId, body });
  const verdict = judgeAnswer({ status: attempt.status, retryAfter: null }, 1, now, 0);
  return deps.db.prisma.$transaction(async (tx) => {
    await findEndpoint(tx, key);
    const delivery = await tx.webhookDelivery.create({
      data: {
        brandId: key.brandId,
        id: deps.random.id(),
        endpointId: key.id,
        messageId,
        type: testType,
        body,
        state: verdict.kind === 'delivered' ? 'delivered' : 'failed',
        createdAt: now,
      },
    });
    await keepAttempt(tx, delivery, attempt);
    return showDetails(tx, delivery);
  });
}

/** The same body and id once more, with the schedule from its start. */
export async function replayDelivery(deps: Deps, key: DeliveryId, actor: Actor): Promise<WebhookDelivery> {
  return deps.db.prisma.$transaction(async (tx) => {
    const [row] = await tx.webhookDelivery.updateManyAndReturn({
      where: key,
      data: fromTheStart(deps),
      omit: { body: true },
    });
    if (!row) throw new Refusal('webhook_delivery_not_found');
    const endpoint = await findEnabled(tx, { brandId: key.brandId, id: key.endpointId });
    await deliverAgain(tx, deps, actor, endpoint, row.type);
    return showDelivery(row);
  });
}

/** All that failed, tests aside; answers how many. */
export async function replayFailed(deps: Deps, key: EndpointId, actor: Actor): Promise<number> {
  const { brandId, id: endpointId } = key;
  return deps.db.prisma.$transaction(async (tx) => {
    const endpoint = await findEnabled(tx, key);
    const { count } = await tx.webhookDelivery.updateMany({
      where: { brandId, endpointId, state: 'failed', type: { not: testType } },
      data: fromTheStart(deps),
    });
    if (count > 0) await deliverAgain(tx, deps, actor, endpoint, count);
    return count;
  });
}

function fromTheStart({ clock }: Deps) {
  return { state: 'waiting', scheduleStep: 0, nextAttemptAt: clock.now() };
}

async function findEnabled(tx: Tx, key: EndpointId): Promise<Endpoint> {
  const endpoint = await findEndpoint(tx, key);
  if (!endpoint.isEnabled) throw new Refusal('webhook_endpoint_disabled');
  return endpoint;
}

/** `replayed` is the type of the one, or the number of many. */
async function deliverAgain(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { brandId, id, url }: Endpoint,
  replayed: string | number,
): Promise<void> {
  await deliverSoon(tx, { brandId, endpointId: id });
  await audit(tx, deps.random, {
    brandId,
    actor,
    action: 'webhook.replayed',
    target: { kind: 'webhook', id, name: new URL(url).host },
    changes: [{ field: 'replayed', before: null, after: replayed }],
  });
}

type DeliveryRow = Omit<Awaited<ReturnType<Tx['webhookDelivery']['findFirstOrThrow']>>, 'body'>;

function showDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    messageId: row.messageId,
    type: row.type,
    state: z.enum(webhookDeliveryStates).parse(row.state),
    attempts: row.attempts,
    lastStatus: row.lastStatus,
    lastProblem: row.lastProblem,
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

const storedHeaders = z.record(z.string(), z.string());
const storedProblem = z.enum(webhookProblems).nullable();

function showAttempt(row: Awaited<ReturnType<Tx['webhookAttempt']['findFirstOrThrow']>>): WebhookAttempt {
  const { brandId: _, deliveryId: __, ...shown } = row;
  return {
    ...shown,
    at: row.at.toISOString(),
    problem: storedProblem.parse(row.problem),
    requestHeaders: storedHeaders.parse(row.requestHeaders),
    responseHeaders: storedHeaders.parse(row.responseHeaders),
  };
}
