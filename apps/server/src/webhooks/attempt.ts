/** One attempt: signs the stored body, posts it, and keeps what came back. */
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { allowsLoopback } from './address.ts';
import { type PostResult, postJson } from './post-json.ts';
import { signatureHeaders } from './signing.ts';

export type Endpoint = Awaited<ReturnType<Tx['webhookEndpoint']['findFirstOrThrow']>>;

export interface Attempt extends PostResult {
  at: Date;
  url: string;
  requestHeaders: Record<string, string>;
  durationMilliseconds: number;
}

export async function sendMessage(
  deps: Deps,
  endpoint: Endpoint,
  message: { id: string; body: string },
): Promise<Attempt> {
  const at = deps.clock.now();
  const requestHeaders = {
    'content-type': 'application/json',
    'user-agent': 'Regulars-Webhooks/1',
    // An answer in clear text is what the log can show.
    'accept-encoding': 'identity',
    ...signatureHeaders({ ...message, at }, secretsOf(deps, endpoint, at)),
  };
  const started = performance.now();
  const result = await postJson({
    url: endpoint.url,
    headers: requestHeaders,
    body: message.body,
    allowsLoopback: allowsLoopback(deps.config),
  });
  const durationMilliseconds = Math.round(performance.now() - started);
  return { ...result, at, url: endpoint.url, requestHeaders, durationMilliseconds };
}

/** Answers false if the delivery has gone meanwhile, with its endpoint. */
export async function keepAttempt(
  tx: Tx,
  delivery: { brandId: string; id: string },
  attempt: Attempt,
): Promise<boolean> {
  const { brandId, id } = delivery;
  const [row] = await tx.webhookDelivery.updateManyAndReturn({
    where: { brandId, id },
    data: {
      attempts: { increment: 1 },
      scheduleStep: { increment: 1 },
      lastStatus: attempt.status,
      lastProblem: attempt.problem,
      lastAttemptAt: attempt.at,
    },
    select: { attempts: true },
  });
  if (!row) return false;
  await tx.webhookAttempt.create({ data: { brandId, deliveryId: id, number: row.attempts, ...attempt } });
  return true;
}

function secretsOf({ secrets }: Deps, endpoint: Endpoint, now: Date): string[] {
  const { secretEncrypted, previousSecretEncrypted, previousSecretUntil } = endpoint;
  const isRotating = previousSecretUntil !== null && previousSecretUntil > now;
  return [secretEncrypted, ...(isRotating && previousSecretEncrypted ? [previousSecretEncrypted] : [])].map(
    (value) => secrets.decrypt(value),
  );
}
