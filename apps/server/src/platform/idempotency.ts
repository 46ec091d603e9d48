/** Safe repeats: the first answer to a key is kept with its effect, and given again to whoever repeats it. */
import { createHash } from 'node:crypto';
import type { ErrorCode } from '@regulars/contracts';
import type { FastifyRequest } from 'fastify';
import { type Prisma, retrySerialization, type Tx } from './db.ts';
import { Refusal } from './refusal.ts';

export interface Repeat {
  brandId: string;
  caller: string;
  route: string;
  key: string;
  /** SHA-256 of params and body, fields in order of name. */
  inputHash: string;
}

const keyForm = /^[A-Za-z0-9_\-.:]{1,128}$/;
const notKept = new Set([400, 401, 403, 413, 415, 429, 500, 502, 503]);

/** Business refusals are answers like others; those about form, rights and load may end differently next time. */
export function isKeptRefusal({ status }: Refusal): boolean {
  return !notKept.has(status);
}

export function readRepeat(
  request: FastifyRequest,
  route: string,
  caller: string,
  brandId: string | null,
): Repeat {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw new Refusal('idempotency_key_missing');
  if (typeof key !== 'string' || !keyForm.test(key)) throw new Refusal('idempotency_key_invalid');
  if (brandId === null) throw new Error(`${route} is idempotent but has no brand`);
  return { brandId, caller, route, key, inputHash: hashInput([request.params, request.body ?? {}]) };
}

/** The same for equal JSON whatever the order of its fields. */
export function hashInput(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url');
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${fields.map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

export interface Kept<T> {
  status: number;
  body: T;
  isReplay: boolean;
}

/**
 * Does the work once for a key: effect and answer are one transaction. A repeat gets the first answer; another
 * body under the same key is `idempotency_key_reused`; a twin still running is `idempotency_in_flight`.
 * Business refusals roll the effect back and are kept; refusals that are not the business's (400, 401...) are not.
 * For work that is not the till's hot path: purchases keep their answer in the posting's own statement.
 */
export async function once<T>(
  prisma: Prisma,
  repeat: Repeat,
  work: (tx: Tx) => Promise<{ status: number; body: T }>,
): Promise<Kept<T>> {
  try {
    return await retrySerialization(() =>
      prisma.$transaction((tx) => runOnce(tx, repeat, work), { timeout: 15_000 }),
    );
  } catch (error) {
    if (error instanceof Refusal && !error.isReplay && isKeptRefusal(error) && !isAboutTheKey(error.code)) {
      await keepRefusal(prisma, repeat, error);
    }
    throw error;
  }
}

async function runOnce<T>(
  tx: Tx,
  repeat: Repeat,
  work: (tx: Tx) => Promise<{ status: number; body: T }>,
): Promise<Kept<T>> {
  const scope = `${repeat.brandId}\n${repeat.caller}\n${repeat.route}\n${repeat.key}`;
  const [lock] = await tx.$queryRaw<{ isFree: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${scope}, 0)) as "isFree"`;
  if (!lock?.isFree) throw new Refusal('idempotency_in_flight', { retryAfterSeconds: 1 });
  const found = await tx.idempotencyKey.findUnique({ where: { brandId_caller_route_key: scopeOf(repeat) } });
  if (found) return replay(found, repeat);
  const answer = await work(tx);
  await tx.idempotencyKey.create({
    data: {
      ...scopeOf(repeat),
      inputHash: repeat.inputHash,
      status: answer.status,
      body: JSON.parse(JSON.stringify(answer.body)),
    },
  });
  return { ...answer, isReplay: false };
}

/** The saved answer, or the saved refusal thrown again. */
export function replay<T>(
  found: { inputHash: string; status: number; body: unknown },
  repeat: Repeat,
): Kept<T> {
  if (found.inputHash !== repeat.inputHash) throw new Refusal('idempotency_key_reused');
  if (found.status < 400) return { status: found.status, body: found.body as T, isReplay: true };
  const refusal = found.body as { code: ErrorCode; values?: Record<string, string | number> };
  throw new Refusal(refusal.code, { isReplay: true, values: refusal.values ?? {} });
}

export async function keepRefusal(prisma: Prisma, repeat: Repeat, refusal: Refusal): Promise<void> {
  await prisma.idempotencyKey.createMany({
    data: {
      ...scopeOf(repeat),
      inputHash: repeat.inputHash,
      status: refusal.status,
      body: { code: refusal.code, values: refusal.values },
    },
    skipDuplicates: true,
  });
}

function isAboutTheKey(code: ErrorCode): boolean {
  return code === 'idempotency_in_flight' || code === 'idempotency_key_reused';
}

function scopeOf(repeat: Repeat) {
  return { brandId: repeat.brandId, caller: repeat.caller, route: repeat.route, key: repeat.key };
}
