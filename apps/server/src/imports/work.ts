/**
 * Works an import through, batch by batch: each is one transaction with the import's own progress in it, so a worker
 * that is killed leaves whole batches behind, and the next one goes on after the last of them.
 */
import { type ImportCounts, importRowLimit } from '@regulars/contracts';
import { audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { isConnectionLost, isUniqueViolation, retrySerialization, type Tx } from '../platform/db.ts';
import type { Importer, ImportSetting, Outcome, Phase, Problem } from './batch.ts';
import { openMembers } from './members.ts';
import { openPurchases } from './purchases.ts';
import { openRewards } from './rewards.ts';
import { readFile } from './sealed-file.ts';
import { readSetting, readStored, type StoredImport, tableForm } from './stored.ts';
import { BrokenTable, readTable, type TableRow } from '../platform/csv-in.ts';

const batchRows = 1_000;
const batchMilliseconds = 60_000;
const tries = 5;

/** Somebody cancelled it, or another worker has gone on with it. */
class Overtaken extends Error {}

/** Safe to run twice and at once: whoever is behind stops. */
export async function workImport(deps: Deps, brandId: string, id: string): Promise<void> {
  const row = await deps.db.prisma.import.findUnique({ where: { brandId_id: { brandId, id } } });
  if (row?.state !== 'checking' && row?.state !== 'running') return;
  const stored = readStored(row);
  try {
    await workThrough(deps, stored, stored.state === 'checking' ? 'check' : 'run');
  } catch (error) {
    if (error instanceof Overtaken) return;
    if (!(error instanceof BrokenTable)) throw error;
    await failWhole(deps, stored, error);
  }
}

async function workThrough(deps: Deps, stored: StoredImport, phase: Phase): Promise<void> {
  const setting = await readSetting(deps, stored);
  const importer = await openImporter(deps, stored, setting);
  const progress = { stored, phase, counts: countsOf(stored, phase), rowsDone: stored.rowsDone };
  let skip = stored.rowsDone;
  for await (const rows of inBatches(deps, stored)) {
    const read = rows.map((row) => importer.read(row));
    const skipped = Math.min(skip, read.length);
    skip -= skipped;
    if (skipped < read.length) await workBatch(deps, importer, progress, read.slice(skipped));
  }
  await finish(deps, progress);
}

/** A row as one kind's importer reads it goes back to that importer alone, so its type is nobody else's business. */
type Opened = Importer<unknown>;

async function openImporter(deps: Deps, stored: StoredImport, setting: ImportSetting): Promise<Opened> {
  const { prisma } = deps.db;
  switch (stored.kind) {
    case 'members':
      return closeType(await openMembers(deps, prisma, setting));
    case 'purchases':
      return closeType(await openPurchases(deps, prisma, setting));
    case 'rewards':
      return closeType(openRewards(deps, setting));
    default:
      throw new Error(`no importer of ${stored.kind}`);
  }
}

function closeType<Row>(importer: Importer<Row>): Opened {
  // What `work` is given is what `read` answered.
  return importer as Importer<unknown>;
}

async function* inBatches(deps: Deps, stored: StoredImport): AsyncGenerator<TableRow[]> {
  const key = { brandId: stored.brandId, importId: stored.id };
  let batch: TableRow[] = [];
  let rows = 0;
  let isHeader = true;
  for await (const row of readTable(readFile(deps, key), tableForm(stored))) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    rows += 1;
    if (rows > importRowLimit) throw new BrokenTable('too_long', row.row);
    batch.push(row);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (isHeader) throw new BrokenTable('empty', 1);
  if (batch.length > 0) yield batch;
}

interface Progress {
  stored: StoredImport;
  phase: Phase;
  counts: ImportCounts;
  rowsDone: number;
}

type Read = unknown;

/** What breaks a batch for no known reason is found by halving it, and told as the problem of its row. */
async function workBatch(
  deps: Deps,
  importer: Opened,
  progress: Progress,
  rows: readonly Read[],
): Promise<void> {
  try {
    await inTransaction(deps, importer, progress, rows);
  } catch (error) {
    if (error instanceof Overtaken || isConnectionLost(error)) throw error;
    const [row] = rows;
    if (rows.length === 1) {
      deps.log.error({ err: error, import: progress.stored.id }, 'a row of an import could not be worked');
      const problem: Problem = { row: rowOf(row), field: null, code: 'unexpected' };
      return inTransaction(deps, importer, progress, [problem]);
    }
    const half = Math.ceil(rows.length / 2);
    await workBatch(deps, importer, progress, rows.slice(0, half));
    await workBatch(deps, importer, progress, rows.slice(half));
  }
}

async function inTransaction(
  deps: Deps,
  importer: Opened,
  progress: Progress,
  rows: readonly Read[],
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const counts = await retrySerialization(() =>
        deps.db.prisma.$transaction((tx) => workRows(tx, deps, importer, progress, rows), {
          timeout: batchMilliseconds,
        }),
      );
      progress.counts = counts;
      progress.rowsDone += rows.length;
      return;
    } catch (error) {
      // Somebody else has just made the same customer, purchase or lot: the next look finds it.
      if (!isUniqueViolation(error) || attempt === tries) throw error;
    }
  }
}

async function workRows(
  tx: Tx,
  deps: Deps,
  importer: Opened,
  progress: Progress,
  rows: readonly Read[],
): Promise<ImportCounts> {
  const wrong = rows.filter(isProblem);
  const good = rows.filter((row) => !isProblem(row));
  const outcome = await importer.work(tx, good, progress.phase);
  const problems = [...wrong, ...outcome.problems];
  const counts = add(progress.counts, outcome, problems.length);
  await keepProgress(tx, deps, progress, { counts, rows: rows.length });
  await keepProblems(tx, progress, problems);
  return counts;
}

/** The fence: it holds only while nobody has cancelled the import or gone on with it elsewhere. */
async function keepProgress(
  tx: Tx,
  deps: Deps,
  { stored, phase, rowsDone }: Progress,
  done: { counts: ImportCounts; rows: number },
): Promise<void> {
  const { brandId, id } = stored;
  const { count } = await tx.import.updateMany({
    where: { brandId, id, state: phase === 'check' ? 'checking' : 'running', rowsDone },
    data: {
      rowsDone: rowsDone + done.rows,
      movedAt: deps.clock.now(),
      ...(phase === 'check' ? { check: done.counts } : { result: done.counts }),
    },
  });
  if (count === 0) throw new Overtaken();
}

async function keepProblems(
  tx: Tx,
  { stored, phase }: Progress,
  problems: readonly Problem[],
): Promise<void> {
  if (problems.length === 0) return;
  const { brandId, id: importId } = stored;
  await tx.importProblem.createMany({
    data: problems.map(({ row, field, code }) => ({ brandId, importId, phase, row, field, code })),
    skipDuplicates: true,
  });
}

async function finish(deps: Deps, { stored, phase, counts, rowsDone }: Progress): Promise<void> {
  const { brandId, id } = stored;
  await deps.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { brandId, id, state: phase === 'check' ? 'checking' : 'running', rowsDone },
      data: {
        state: phase === 'check' ? 'checked' : 'done',
        rowCount: rowsDone,
        finishedAt: phase === 'check' ? null : deps.clock.now(),
        ...(phase === 'check' ? { check: counts } : { result: counts }),
      },
    });
    if (count === 0 || phase === 'check') return;
    const setting = await readSetting(deps, stored);
    await audit(tx, deps.random, {
      brandId,
      actor: setting.actor,
      action: 'import.finished',
      target: { kind: 'import', id, name: stored.fileName },
      changes: Object.entries(counts).map(([field, after]) => ({ field, before: null, after })),
    });
  });
}

async function failWhole(deps: Deps, stored: StoredImport, { reason, row }: BrokenTable): Promise<void> {
  const { brandId, id } = stored;
  await deps.db.prisma.import.updateMany({
    where: { brandId, id, state: { in: ['checking', 'running'] } },
    data: { state: 'failed', failure: reason, failureRow: row, finishedAt: deps.clock.now() },
  });
}

function countsOf(stored: StoredImport, phase: Phase): ImportCounts {
  const kept = phase === 'check' ? stored.check : stored.result;
  return kept ?? { created: 0, changed: 0, unchanged: 0, failed: 0, points: 0 };
}

function add(counts: ImportCounts, outcome: Outcome, failed: number): ImportCounts {
  return {
    created: counts.created + outcome.created,
    changed: counts.changed + outcome.changed,
    unchanged: counts.unchanged + outcome.unchanged,
    failed: counts.failed + failed,
    points: counts.points + outcome.points,
  };
}

function isProblem(row: unknown): row is Problem {
  return typeof row === 'object' && row !== null && 'code' in row && 'field' in row;
}

function rowOf(row: unknown): number {
  return typeof row === 'object' && row !== null && 'row' in row ? Number(row.row) : 0;
}
