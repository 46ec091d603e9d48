/** Sends what is due to one endpoint: a queue for each, so that a slow one delays nobody but itself. */
import { z } from 'zod';
import { audit, systemActor } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { addJob, defineJob, type Schedule } from '../platform/jobs.ts';
import { type Attempt, type Endpoint, keepAttempt, sendMessage } from './attempt.ts';
import { hasFailedForDays, judgeAnswer, pauseEnd, type Verdict } from './delivery.rules.ts';

/** At the same time to one endpoint. */
const roundSize = 5;
/** After that others get their turn. */
const roundsPerRun = 40;
/** A round in which nobody answered is followed by a rest, or a dead receiver with a backlog would keep us busy. */
const restMilliseconds = 30_000;
const overdueMilliseconds = 60_000;

const ofEndpoint = z.object({ brandId: z.uuid(), endpointId: z.uuid() });
type OfEndpoint = z.output<typeof ofEndpoint>;

/** Safe to run twice: what is sent again carries the same `webhook-id`. */
export const deliverWebhooksJob = defineJob({
  name: 'webhook.deliver',
  payload: ofEndpoint,
  run: deliverDue,
});

/** A safety net for work that was lost with its worker. */
export const wakeWebhooksJob = defineJob({
  name: 'webhook.wake',
  payload: z.object({ brandId: z.uuid() }),
  async run(deps, { brandId }) {
    const overdue = new Date(deps.clock.now().getTime() - overdueMilliseconds);
    // By endpoint: a backlog of thousands is one look into the index, not so many rows.
    const endpoints = await deps.db.prisma.webhookEndpoint.findMany({
      where: { brandId, deliveries: { some: { state: 'waiting', nextAttemptAt: { lt: overdue } } } },
      select: { id: true },
    });
    for (const { id } of endpoints) await deliverLater(deps.db.prisma, { brandId, endpointId: id }, null);
  },
});

export const webhookSchedules: readonly Schedule[] = [
  { cron: '* * * * *', job: wakeWebhooksJob, runsFor: 'eachBrand' },
];

/** Wakes the endpoint's queue now. */
export function deliverSoon(tx: Tx, endpoint: OfEndpoint): Promise<void> {
  return addJob(tx, deliverWebhooksJob, endpoint, queueOf(endpoint));
}

/** Keeps an earlier time that somebody else has asked for. */
function deliverLater(tx: Tx, endpoint: OfEndpoint, at: Date | null): Promise<void> {
  const runAt = at === null ? {} : { runAt: at };
  return addJob(tx, deliverWebhooksJob, endpoint, { ...queueOf(endpoint), ...runAt, keepsEarlierTime: true });
}

function queueOf({ endpointId }: OfEndpoint) {
  return { key: `webhook:${endpointId}`, queue: `webhook:${endpointId}` };
}

async function deliverDue(deps: Deps, { brandId, endpointId }: OfEndpoint): Promise<void> {
  const ofThis = { brandId, endpointId };
  for (let round = 0; round < roundsPerRun; round++) {
    const now = deps.clock.now();
    const endpoint = await deps.db.prisma.webhookEndpoint.findUnique({
      where: { brandId_id: { brandId, id: endpointId } },
    });
    if (!endpoint?.isEnabled) return;
    if (endpoint.pausedUntil && endpoint.pausedUntil > now)
      return deliverLater(deps.db.prisma, ofThis, endpoint.pausedUntil);
    const waiting = { ...ofThis, state: 'waiting' };
    const due = await deps.db.prisma.webhookDelivery.findMany({
      where: { ...waiting, nextAttemptAt: { lte: now } },
      orderBy: [{ nextAttemptAt: 'asc' }, { id: 'asc' }],
      take: roundSize,
    });
    if (due.length === 0) {
      const next = await deps.db.prisma.webhookDelivery.findFirst({
        where: { ...waiting, nextAttemptAt: { not: null } },
        orderBy: { nextAttemptAt: 'asc' },
        select: { nextAttemptAt: true },
      });
      return next ? deliverLater(deps.db.prisma, ofThis, next.nextAttemptAt) : undefined;
    }
    const tried = await Promise.all(due.map((delivery) => tryOnce(deps, endpoint, delivery)));
    await learnFrom(deps, endpoint, tried);
  }
  return deliverLater(deps.db.prisma, ofThis, null);
}

type Delivery = Awaited<ReturnType<Tx['webhookDelivery']['findFirstOrThrow']>>;

interface Tried {
  attempt: Attempt;
  verdict: Verdict;
}

async function tryOnce(deps: Deps, endpoint: Endpoint, delivery: Delivery): Promise<Tried> {
  const { brandId, id } = delivery;
  const attempt = await sendMessage(deps, endpoint, { id: delivery.messageId, body: delivery.body });
  const now = deps.clock.now();
  const verdict = judgeAnswer(answerOf(attempt), delivery.scheduleStep + 1, now, chanceOf(deps));
  await deps.db.prisma.$transaction(async (tx) => {
    if (!(await keepAttempt(tx, delivery, attempt))) return;
    // Switched off while the request was under way: the delivery has been given up, and stays so unless it got through.
    const open = verdict.kind === 'delivered' ? {} : { state: 'waiting' };
    await tx.webhookDelivery.updateMany({ where: { brandId, id, ...open }, data: stateAfter(verdict) });
  });
  deps.metrics.jobs.inc({ job: deliverWebhooksJob.name, result: verdict.kind });
  return { attempt, verdict };
}

function stateAfter(verdict: Verdict): { state: string; nextAttemptAt: Date | null } {
  if (verdict.kind === 'again') return { state: 'waiting', nextAttemptAt: verdict.at };
  return { state: verdict.kind === 'delivered' ? 'delivered' : 'failed', nextAttemptAt: null };
}

function answerOf({ status, responseHeaders }: Attempt) {
  return { status, retryAfter: responseHeaders['retry-after'] ?? null };
}

function chanceOf({ random }: Deps): number {
  return Number(random.digits(3)) / 1_000;
}

/** What a round says of the endpoint itself: that it is well, wants a rest, or is no more. */
async function learnFrom(deps: Deps, endpoint: Endpoint, tried: readonly Tried[]): Promise<void> {
  const { brandId, id } = endpoint;
  const now = deps.clock.now();
  const hasDelivered = tried.some(({ verdict }) => verdict.kind === 'delivered');
  const failingSince = hasDelivered ? null : (endpoint.failingSince ?? now);
  await deps.db.prisma.webhookEndpoint.updateMany({
    where: { brandId, id },
    data: {
      failingSince,
      pausedUntil: pauseAfter(tried, hasDelivered, now),
      ...(hasDelivered ? { lastDeliveredAt: now } : {}),
    },
  });
  if (tried.some(({ verdict }) => verdict.kind === 'gone')) await disable(deps, endpoint, 'gone');
  else if (hasFailedForDays(failingSince, now)) await disable(deps, endpoint, 'failing');
}

function pauseAfter(tried: readonly Tried[], hasDelivered: boolean, now: Date): Date | null {
  const asked = tried.flatMap(({ attempt }) => pauseEnd(answerOf(attempt), now) ?? []);
  if (!hasDelivered && tried.length === roundSize) asked.push(new Date(now.getTime() + restMilliseconds));
  return asked.length === 0 ? null : new Date(Math.max(...asked.map((date) => date.getTime())));
}

async function disable(
  deps: Deps,
  { brandId, id, url }: Endpoint,
  reason: 'gone' | 'failing',
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.webhookEndpoint.updateMany({
      where: { brandId, id, isEnabled: true },
      data: { isEnabled: false, disabledReason: reason, disabledAt: now },
    });
    if (count === 0) return;
    await giveUpWaiting(tx, { brandId, endpointId: id });
    await audit(tx, deps.random, {
      brandId,
      actor: systemActor,
      action: 'webhook.disabled',
      target: { kind: 'webhook', id, name: new URL(url).host },
      changes: [{ field: 'disabledReason', before: null, after: reason }],
    });
  });
}

/** They can be replayed when the endpoint is back. */
export async function giveUpWaiting(tx: Tx, { brandId, endpointId }: OfEndpoint): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { brandId, endpointId, state: 'waiting' },
    data: { state: 'failed', nextAttemptAt: null },
  });
}
