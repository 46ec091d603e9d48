/** An import as staff see it: how far it is, what came of it, its columns with the first rows, its first problems. */
import {
  type ImportDetails,
  type ImportField,
  importFields,
  type ImportKind,
  importKinds,
  importProblemsShown,
  importStates,
  type ImportProblem,
  type ImportView,
  type Language,
} from '@regulars/contracts';
import { z } from 'zod';
import { staffNames } from '../audit/staff-names.ts';
import type { Deps } from '../deps.ts';
import { guessColumns } from './guess-columns.ts';
import { failureWords, problemWords } from './import.words.ts';
import { readFile } from './sealed-file.ts';
import { type StoredImport, tableForm } from './stored.ts';
import { BrokenTable, readTable } from '../platform/csv-in.ts';

const sampleRows = 5;
const longestSample = 80;

const kindForm = z.enum(importKinds);
const stateForm = z.enum(importStates);

interface Reader {
  names: ReadonlyMap<string, string>;
  language: Language;
  now: Date;
}

export function presentImport(stored: StoredImport, { names, language, now }: Reader): ImportView {
  const isUnderWay = stored.state === 'checking' || stored.state === 'running';
  return {
    id: stored.id,
    kind: kindForm.parse(stored.kind),
    state: stateForm.parse(stored.state),
    fileName: stored.fileName,
    bytes: Number(stored.bytes),
    rowCount: stored.rowCount,
    rowsDone: stored.rowsDone,
    ...(isUnderWay ? paceOf(stored, now) : { rowsPerSecond: null, secondsLeft: null }),
    check: stored.state === 'checking' || stored.state === 'uploaded' ? null : stored.check,
    result: stored.result,
    failure: stored.failure === null ? null : failureWords(stored.failure, stored.failureRow ?? 0, language),
    createdAt: stored.createdAt.toISOString(),
    createdBy: names.get(stored.createdBy ?? '') ?? null,
    finishedAt: stored.finishedAt?.toISOString() ?? null,
    fileUntil: stored.fileUntil?.toISOString() ?? null,
  };
}

/** By the rows since it was last begun, which may have been in the middle. */
function paceOf({ startedAt, startedRows, rowsDone, rowCount }: StoredImport, now: Date) {
  const seconds = startedAt === null ? 0 : (now.getTime() - startedAt.getTime()) / 1_000;
  const perSecond = seconds > 0 ? (rowsDone - startedRows) / seconds : 0;
  return {
    rowsPerSecond: perSecond >= 1 ? Math.round(perSecond) : null,
    secondsLeft: rowCount === null || perSecond <= 0 ? null : Math.ceil((rowCount - rowsDone) / perSecond),
  };
}

export async function presentDetails(
  deps: Deps,
  stored: StoredImport,
  language: Language,
): Promise<ImportDetails> {
  const { prisma } = deps.db;
  const where = { brandId: stored.brandId, importId: stored.id, phase: phaseShown(stored) };
  const [names, rows, problemCount, samples] = await Promise.all([
    staffNames(prisma, [stored.createdBy]),
    prisma.importProblem.findMany({ where, orderBy: { row: 'asc' }, take: importProblemsShown }),
    prisma.importProblem.count({ where }),
    readSamples(deps, stored),
  ]);
  return {
    ...presentImport(stored, { names, language, now: deps.clock.now() }),
    encoding: stored.encoding,
    separator: stored.separator,
    columns: stored.headers.map((header, at) => ({
      header,
      samples: samples.map((cells) => (cells[at] ?? '').slice(0, longestSample)),
    })),
    mapping: stored.mapping ?? {
      columns: guessColumns(kindForm.parse(stored.kind), stored.headers),
      withoutExpiry: 'programme',
    },
    problemCount,
    problems: rows.map((row) => presentProblem(row, kindForm.parse(stored.kind), language)),
  };
}

/** What the run found, once there is one; until then what the check did. */
export function phaseShown({ result }: Pick<StoredImport, 'result'>): 'check' | 'run' {
  return result === null ? 'check' : 'run';
}

export function presentProblem(
  { row, field, code }: { row: number; field: string | null; code: string },
  kind: ImportKind,
  language: Language,
): ImportProblem {
  const fields: readonly ImportField[] = importFields[kind];
  return {
    row,
    field: fields.find((one) => one === field) ?? null,
    code,
    message: problemWords(code, language),
  };
}

async function readSamples(deps: Deps, stored: StoredImport): Promise<(readonly string[])[]> {
  const samples: (readonly string[])[] = [];
  const file = readFile(deps, { brandId: stored.brandId, importId: stored.id });
  try {
    for await (const { cells } of readTable(file, tableForm(stored), sampleRows + 1)) {
      samples.push(cells);
    }
  } catch (error) {
    // Broken further down: the check says where.
    if (!(error instanceof BrokenTable)) throw error;
  }
  return samples.slice(1).map((cells) => cells.map((cell) => cell.replaceAll('\0', '')));
}
