/** Endpoints of a brand: made, changed, switched and deleted by staff, each change in the audit log. */
import {
  type WebhookEndpoint,
  type WebhookEndpointBody,
  type WebhookEventType,
  webhookEndpointLimit,
  webhookEventTypes,
} from '@regulars/contracts';
import { type Actor, audit, type Change, changesBetween } from '../audit/audit.ts';
import { staffNames } from '../audit/staff-names.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { readEndpointUrl } from './address.ts';
import type { Endpoint } from './attempt.ts';
import { makeSecret } from './signing.ts';
import { giveUpWaiting } from './webhooks.jobs.ts';

/** Not an event of the product: nobody can choose it, and every endpoint can be sent one. */
export const testType = 'webhook.test';

const bothSignMilliseconds = 24 * 3_600_000;

export interface EndpointId {
  brandId: string;
  id: string;
}

export async function listEndpoints(deps: Deps, brandId: string): Promise<WebhookEndpoint[]> {
  const rows = await deps.db.prisma.webhookEndpoint.findMany({ where: { brandId }, orderBy: { id: 'desc' } });
  return showEndpoints(deps.db.prisma, brandId, rows);
}

/** Refuses `webhook_endpoint_not_found`. */
export async function findEndpoint(tx: Tx, { brandId, id }: EndpointId): Promise<Endpoint> {
  const row = await tx.webhookEndpoint.findUnique({ where: { brandId_id: { brandId, id } } });
  if (!row) throw new Refusal('webhook_endpoint_not_found');
  return row;
}

export async function showEndpoint(tx: Tx, { brandId, id }: EndpointId): Promise<WebhookEndpoint> {
  const [shown] = await showEndpoints(tx, brandId, [await findEndpoint(tx, { brandId, id })]);
  if (!shown) throw new Error('an endpoint was found and not shown');
  return shown;
}

export interface NewEndpoint {
  brandId: string;
  body: WebhookEndpointBody;
  createdBy: string;
  actor: Actor;
}

/** Answers the endpoint with its secret, which nobody can read again. */
export async function createEndpoint(
  deps: Deps,
  { brandId, body, createdBy, actor }: NewEndpoint,
): Promise<WebhookEndpoint & { secret: string }> {
  const url = readEndpointUrl(deps.config, body.url);
  const secret = makeSecret(deps.random);
  return deps.db.prisma.$transaction(async (tx) => {
    // Two at once must not both be the last one that has room.
    await tx.$queryRaw`select 1 from brand where id = ${brandId}::uuid for update`;
    if ((await tx.webhookEndpoint.count({ where: { brandId } })) >= webhookEndpointLimit)
      throw new Refusal('too_many_webhook_endpoints', { values: { limit: webhookEndpointLimit } });
    const row = await tx.webhookEndpoint.create({
      data: {
        brandId,
        id: deps.random.id(),
        url,
        description: body.description,
        events: inOrder(body.events),
        secretEncrypted: deps.secrets.encrypt(secret),
        createdAt: deps.clock.now(),
        createdBy,
      },
    });
    await note(tx, deps, actor, row, 'created', [{ field: 'events', before: null, after: row.events }]);
    return { ...(await showEndpoint(tx, row)), secret };
  });
}

export async function saveEndpoint(
  deps: Deps,
  key: EndpointId,
  body: WebhookEndpointBody,
  actor: Actor,
): Promise<WebhookEndpoint> {
  const url = readEndpointUrl(deps.config, body.url);
  return deps.db.prisma.$transaction(async (tx) => {
    const before = await findEndpoint(tx, key);
    const after = { url, description: body.description, events: inOrder(body.events) };
    await tx.webhookEndpoint.update({ where: { brandId_id: key }, data: after });
    const changes = changesBetween(namesOf(before), namesOf(after));
    if (changes.length > 0) await note(tx, deps, actor, { ...before, ...after }, 'saved', changes);
    return showEndpoint(tx, key);
  });
}

export async function setEndpointState(
  deps: Deps,
  key: EndpointId,
  isEnabled: boolean,
  actor: Actor,
): Promise<WebhookEndpoint> {
  return deps.db.prisma.$transaction(async (tx) => {
    const found = await findEndpoint(tx, key);
    const { count } = await tx.webhookEndpoint.updateMany({
      where: { ...key, isEnabled: !isEnabled },
      data: isEnabled
        ? { isEnabled, disabledReason: null, disabledAt: null, ...freshHealth }
        : { isEnabled, disabledReason: 'staff', disabledAt: deps.clock.now() },
    });
    if (count > 0) {
      if (!isEnabled) await giveUpWaiting(tx, { brandId: key.brandId, endpointId: key.id });
      await note(tx, deps, actor, found, isEnabled ? 'enabled' : 'disabled', []);
    }
    return showEndpoint(tx, key);
  });
}

const freshHealth = { failingSince: null, pausedUntil: null, droppedCount: 0 };

export async function deleteEndpoint(deps: Deps, key: EndpointId, actor: Actor): Promise<void> {
  await deps.db.prisma.$transaction(async (tx) => {
    const found = await findEndpoint(tx, key);
    await tx.webhookEndpoint.deleteMany({ where: key });
    await note(tx, deps, actor, found, 'deleted', []);
  });
}

/** The old secret signs along for a day, in which the receiver learns the new one. */
export async function rotateSecret(
  deps: Deps,
  key: EndpointId,
  actor: Actor,
): Promise<{ secret: string; previousSecretUntil: string }> {
  const secret = makeSecret(deps.random);
  const until = new Date(deps.clock.now().getTime() + bothSignMilliseconds);
  await deps.db.prisma.$transaction(async (tx) => {
    const found = await findEndpoint(tx, key);
    await tx.webhookEndpoint.update({
      where: { brandId_id: key },
      data: {
        secretEncrypted: deps.secrets.encrypt(secret),
        previousSecretEncrypted: found.secretEncrypted,
        previousSecretUntil: until,
      },
    });
    await note(tx, deps, actor, found, 'secret_rotated', []);
  });
  return { secret, previousSecretUntil: until.toISOString() };
}

async function note(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  endpoint: Endpoint,
  act: 'created' | 'saved' | 'enabled' | 'disabled' | 'deleted' | 'secret_rotated',
  changes: readonly Change[],
): Promise<void> {
  const { brandId, id, url } = endpoint;
  await audit(tx, deps.random, {
    brandId,
    actor,
    action: `webhook.${act}`,
    target: { kind: 'webhook', id, name: new URL(url).host },
    changes,
  });
}

/** Paths and queries of such addresses may be secrets of the receiver's; the log is read by more people. */
function namesOf({ url, description, events }: Pick<Endpoint, 'url' | 'description' | 'events'>) {
  return { url: new URL(url).origin, description, events };
}

function inOrder(events: readonly WebhookEventType[]): WebhookEventType[] {
  return webhookEventTypes.filter((type) => events.includes(type));
}

async function showEndpoints(tx: Tx, brandId: string, rows: readonly Endpoint[]): Promise<WebhookEndpoint[]> {
  const [makers, counts] = await Promise.all([
    staffNames(
      tx,
      rows.map((row) => row.createdBy),
    ),
    countByState(tx, brandId, rows),
  ]);
  return rows.map((row) => {
    const { secretEncrypted: _, previousSecretEncrypted: __, brandId: ___, ...shown } = row;
    return {
      ...shown,
      events: webhookEventTypes.filter((type) => row.events.includes(type)),
      disabledReason: readReason(row.disabledReason),
      disabledAt: iso(row.disabledAt),
      failingSince: iso(row.failingSince),
      pausedUntil: iso(row.pausedUntil),
      lastDeliveredAt: iso(row.lastDeliveredAt),
      previousSecretUntil: iso(row.previousSecretUntil),
      createdAt: row.createdAt.toISOString(),
      createdBy: makers.get(row.createdBy ?? '') ?? null,
      waitingCount: counts.get(`${row.id} waiting`) ?? 0,
      failedCount: counts.get(`${row.id} failed`) ?? 0,
    };
  });
}

/** Tests aside: nobody waits for them, and they are not repeated with the rest. */
async function countByState(
  tx: Tx,
  brandId: string,
  rows: readonly Endpoint[],
): Promise<Map<string, number>> {
  const groups = await tx.webhookDelivery.groupBy({
    by: ['endpointId', 'state'],
    where: {
      brandId,
      endpointId: { in: rows.map((row) => row.id) },
      state: { in: ['waiting', 'failed'] },
      type: { not: testType },
    },
    _count: true,
  });
  return new Map(groups.map(({ endpointId, state, _count }) => [`${endpointId} ${state}`, _count]));
}

function readReason(reason: string | null): WebhookEndpoint['disabledReason'] {
  return reason === 'staff' || reason === 'gone' || reason === 'failing' ? reason : null;
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
