/** Codes that are brought in as a file: good rows go in, bad ones are listed; the same file twice changes nothing. */
import {
  type CouponImport,
  codesPerPool,
  type couponImportProblems,
  type Language,
} from '@regulars/contracts';
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { BrokenTable, guessSeparator, readTable, type TableRow } from '../platform/csv-in.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { codeKey } from './code.ts';
import { findPool } from './pool-views.ts';
import { lockPool } from './pools.ts';
import { readValidity } from './promise.ts';
import { spanOf } from './validity.ts';

const longestCode = 64;
const mostErrorsListed = 1_000;
const batchSize = 5_000;
const importTimeoutMilliseconds = 120_000;

type Problem = (typeof couponImportProblems)[number];

interface FileRow {
  row: number;
  code: string;
  key: string;
}

interface Judged {
  good: FileRow[];
  bad: { row: number; code: string; problem: Problem }[];
}

export interface ImportOrder {
  poolId: string;
  bytes: Buffer;
  isDryRun: boolean;
}

/** Refuses `coupon_pool_not_found`, `coupon_pool_kind`, `coupon_pool_full` and `file_invalid`. */
export async function importCodes(
  deps: Deps,
  caller: BrandStaffCaller,
  { poolId, bytes, isDryRun }: ImportOrder,
): Promise<CouponImport> {
  const brandId = caller.brand.id;
  const { good, bad } = judgeRows(await readRows(bytes));
  return deps.db.prisma.$transaction(
    async (tx) => {
      await lockPool(tx, { brandId, id: poolId });
      const pool = await findPool(tx, { brandId, id: poolId });
      if (pool.kind !== 'imported') throw new Refusal('coupon_pool_kind');
      const { fresh, taken, knownCount } = await compare(tx, { brandId, poolId, rows: good });
      if ((await tx.coupon.count({ where: { brandId, poolId } })) + fresh.length > codesPerPool) {
        throw new Refusal('coupon_pool_full', { values: { limit: codesPerPool } });
      }
      if (!isDryRun) await write(tx, deps, caller, { pool, fresh });
      const errors = [...bad, ...taken].sort((left, right) => left.row - right.row);
      return {
        rowCount: good.length + bad.length,
        addedCount: fresh.length,
        knownCount,
        errorCount: errors.length,
        errors: errors
          .slice(0, mostErrorsListed)
          .map((error) => ({ ...error, message: problemWords[error.problem][caller.language] })),
      };
    },
    { timeout: importTimeoutMilliseconds },
  );
}

/** The column `code` where there is one, or else the first. */
async function readRows(bytes: Buffer): Promise<FileRow[]> {
  const table = await readWhole(bytes);
  const header = table[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const named = header.findIndex((cell) => cell === 'code' || cell === 'код');
  const column = Math.max(0, named);
  return table.slice(named >= 0 ? 1 : 0).map(({ row, cells }) => {
    // A cell that a spreadsheet was kept from taking for a formula.
    const code = (cells[column] ?? '').trim().replace(/^'/, '');
    return { row, code, key: codeKey(code) };
  });
}

async function readWhole(bytes: Buffer): Promise<TableRow[]> {
  if (!isUtf8(bytes)) throw new Refusal('file_invalid');
  const form = { encoding: 'utf-8', separator: guessSeparator(bytes.toString()) } as const;
  const rows: TableRow[] = [];
  try {
    for await (const row of readTable(Readable.from([bytes]), form)) rows.push(row);
  } catch (error) {
    if (error instanceof BrokenTable) throw new Refusal('file_invalid');
    throw error;
  }
  return rows;
}

function judgeRows(rows: readonly FileRow[]): Judged {
  const judged: Judged = { good: [], bad: [] };
  const seen = new Set<string>();
  for (const one of rows) {
    const { row, code, key } = one;
    const problem: Problem | null =
      key === '' ? 'empty' : code.length > longestCode ? 'too_long' : seen.has(key) ? 'repeated' : null;
    if (problem) judged.bad.push({ row, code: code.slice(0, longestCode), problem });
    else judged.good.push(one);
    seen.add(key);
  }
  return judged;
}

async function compare(
  tx: Tx,
  { brandId, poolId, rows }: { brandId: string; poolId: string; rows: readonly FileRow[] },
) {
  const owners = new Map<string, string | null>();
  for (const batch of batches(rows)) {
    const keys = batch.map(({ key }) => key);
    const coupons = await tx.coupon.findMany({
      where: { brandId, code: { in: keys } },
      select: { code: true, poolId: true },
    });
    const shared = await tx.couponPool.findMany({
      where: { brandId, sharedCodeKey: { in: keys } },
      select: { sharedCodeKey: true },
    });
    for (const { code, poolId: owner } of coupons) owners.set(code, owner);
    for (const { sharedCodeKey } of shared) owners.set(sharedCodeKey ?? '', null);
  }
  return {
    fresh: rows.filter(({ key }) => !owners.has(key)),
    taken: rows
      .filter(({ key }) => owners.has(key) && owners.get(key) !== poolId)
      .map(({ row, code }) => ({ row, code, problem: 'taken' as const })),
    knownCount: rows.filter(({ key }) => owners.get(key) === poolId).length,
  };
}

async function write(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  { pool, fresh }: { pool: Awaited<ReturnType<typeof findPool>>; fresh: readonly FileRow[] },
): Promise<void> {
  if (fresh.length === 0) return;
  const { brandId, id: poolId, name } = pool;
  const { zone } = await tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const span = spanOf(readValidity(pool.validity), null, zone);
  const issuedAt = deps.clock.now();
  for (const batch of batches(fresh)) {
    await tx.coupon.createMany({
      data: batch.map(({ code, key }) => ({
        brandId,
        id: deps.random.id(),
        code: key,
        shownCode: code === key ? null : code,
        poolId,
        issuedAt,
        ...span,
      })),
    });
  }
  await audit(tx, deps.random, {
    brandId,
    actor: actorOf(caller),
    action: 'coupon_pool.imported',
    target: { kind: 'coupon_pool', id: poolId, name },
    changes: [{ field: 'codes', before: null, after: fresh.length }],
  });
}

function* batches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += batchSize) yield rows.slice(from, from + batchSize);
}

const problemWords: Record<Problem, Record<Language, string>> = {
  empty: { ru: 'В строке нет кода', en: 'The row has no code' },
  too_long: { ru: 'Код длиннее 64 символов', en: 'The code is longer than 64 characters' },
  repeated: { ru: 'Такой код уже был в файле выше', en: 'The same code stands further up in the file' },
  taken: { ru: 'Такой код уже есть у других купонов', en: 'Other coupons have the same code' },
};
