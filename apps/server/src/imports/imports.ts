/** What staff do with imports: bring a file in, name its columns, run it, stop it, forget it. */
import {
  type ImportDetails,
  importFileDays,
  type ImportKind,
  type ImportMapping,
  importFields,
  importNeeds,
  type ImportView,
  type Language,
} from '@regulars/contracts';
import { actorOf, audit } from '../audit/audit.ts';
import { staffNames } from '../audit/staff-names.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { decodeIdCursor, encodeCursor } from '../platform/cursor.ts';
import { addJob } from '../platform/jobs.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { storableText } from '../platform/storable-text.ts';
import { workImportJob } from './imports.jobs.ts';
import { presentDetails, presentImport } from './present.ts';
import { readFile, storeFile } from './sealed-file.ts';
import { findImport, type ImportKey, readStored } from './stored.ts';
import {
  BrokenTable,
  decode,
  EncodingWatch,
  guessSeparator,
  readTable,
  type TableForm,
} from '../platform/csv-in.ts';

const dayMilliseconds = 86_400_000;
const longestName = 200;
const longestHeader = 200;

export interface Upload {
  kind: ImportKind;
  fileName: string;
  bytes: AsyncIterable<Buffer>;
  /** Asked once the last byte has come. */
  isCut: () => boolean;
}

/** Refuses `file_too_large` and `table_unreadable`; then nothing is kept. */
export async function uploadImport(
  deps: Deps,
  caller: BrandStaffCaller,
  upload: Upload,
): Promise<ImportDetails> {
  const { prisma } = deps.db;
  const key = { brandId: caller.brand.id, id: deps.random.id() };
  const now = deps.clock.now();
  await prisma.import.create({
    data: {
      ...key,
      kind: upload.kind,
      state: 'uploading',
      fileName: storableText(upload.fileName).slice(0, longestName) || 'import.csv',
      encoding: 'utf-8',
      separator: ';',
      headers: [],
      createdAt: now,
      createdBy: caller.userId,
      fileUntil: new Date(now.getTime() + importFileDays * dayMilliseconds),
    },
  });
  try {
    const watch = new EncodingWatch();
    const bytes = await storeFile(deps, fileOf(key), watch.pass(upload.bytes));
    if (upload.isCut()) throw new Refusal('file_too_large');
    if (watch.isArchive) throw new Refusal('table_unreadable');
    const form = await formOf(deps, key, watch);
    const headers = await readHeaders(deps, key, form);
    await prisma.import.update({
      where: { brandId_id: key },
      data: { state: 'uploaded', bytes, ...form, headers },
    });
  } catch (error) {
    await prisma.import.deleteMany({ where: key });
    throw error instanceof BrokenTable ? new Refusal('table_unreadable') : error;
  }
  await note(deps, caller, key, 'import.uploaded');
  return getImport(deps, key, caller.language);
}

const fileOf = ({ brandId, id }: ImportKey) => ({ brandId, importId: id });

async function formOf(deps: Deps, key: ImportKey, { encoding }: EncodingWatch): Promise<TableForm> {
  let start = '';
  for await (const text of decode(readFile(deps, fileOf(key)), encoding)) {
    start = text;
    break;
  }
  return { encoding, separator: guessSeparator(start) };
}

async function readHeaders(deps: Deps, key: ImportKey, form: TableForm): Promise<string[]> {
  for await (const { cells } of readTable(readFile(deps, fileOf(key)), form, 1)) {
    return cells.map((cell) => storableText(cell.trim()).slice(0, longestHeader));
  }
  throw new BrokenTable('empty', 1);
}

export async function listImports(
  deps: Deps,
  {
    brandId,
    cursor,
    limit,
    language,
  }: {
    brandId: string;
    cursor?: string | undefined;
    limit: number;
    language: Language;
  },
): Promise<{ items: ImportView[]; nextCursor: string | null }> {
  const rows = await deps.db.prisma.import.findMany({
    where: {
      brandId,
      state: { not: 'uploading' },
      ...(cursor === undefined ? {} : { id: { lt: decodeIdCursor(cursor) } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit).map(readStored);
  const names = await staffNames(
    deps.db.prisma,
    shown.map(({ createdBy }) => createdBy),
  );
  const last = shown.at(-1);
  return {
    items: shown.map((stored) => presentImport(stored, { names, language, now: deps.clock.now() })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
}

/** Refuses `import_not_found`. */
export async function getImport(deps: Deps, key: ImportKey, language: Language): Promise<ImportDetails> {
  return presentDetails(deps, await findImport(deps.db.prisma, key), language);
}

/** Refuses columns that do not fit the file or its kind, `import_state_invalid` and `import_file_gone`. */
export async function mapImport(
  deps: Deps,
  caller: BrandStaffCaller,
  key: ImportKey,
  mapping: ImportMapping,
): Promise<ImportDetails> {
  const stored = await findImport(deps.db.prisma, key);
  checkMapping(stored.kind, stored.headers.length, mapping);
  await begin(deps, key, { from: ['uploaded', 'checked'], to: 'checking', mapping });
  return getImport(deps, key, caller.language);
}

function checkMapping(storedKind: string, width: number, { columns }: ImportMapping): void {
  const kind: ImportKind = storedKind === 'purchases' || storedKind === 'rewards' ? storedKind : 'members';
  const fields: readonly (string | null)[] = [...importFields[kind], null];
  if (columns.length !== width || columns.some((field) => !fields.includes(field))) {
    throw refuseField('columns', {
      ru: 'у каждого столбца файла должно быть одно значение из списка',
      en: 'must name each column of the file, by a field of this kind of file',
    });
  }
  const named = columns.filter((field) => field !== null);
  if (new Set(named).size < named.length) {
    throw refuseField('columns', {
      ru: 'одно значение выбрано у двух столбцов',
      en: 'two columns mean the same',
    });
  }
  if (importNeeds[kind].some((group) => !group.some((field) => named.includes(field)))) {
    throw refuseField('columns', {
      ru: 'не хватает обязательного столбца',
      en: 'a column is missing that every such file needs',
    });
  }
}

/** Refuses `import_state_invalid` and `import_file_gone`. One that runs already answers as it is. */
export async function runImport(
  deps: Deps,
  caller: BrandStaffCaller,
  key: ImportKey,
): Promise<ImportDetails> {
  const stored = await findImport(deps.db.prisma, key);
  if (stored.state !== 'running') {
    if (stored.check === null) throw new Refusal('import_state_invalid');
    await begin(deps, key, { from: ['checked', 'cancelled', 'failed'], to: 'running' });
    await note(deps, caller, key, 'import.started');
  }
  return getImport(deps, key, caller.language);
}

interface Beginning {
  from: readonly string[];
  to: 'checking' | 'running';
  mapping?: ImportMapping;
}

/** A check begins at the first row; a run goes on after the last row that it has done. */
async function begin(deps: Deps, key: ImportKey, { from, to, mapping }: Beginning): Promise<void> {
  const now = deps.clock.now();
  await deps.db.prisma.$transaction(async (tx) => {
    const stored = await findImport(tx, key);
    if (!from.includes(stored.state)) throw new Refusal('import_state_invalid');
    if (stored.fileUntil === null) throw new Refusal('import_file_gone');
    const goesOn = to === 'running' && stored.result !== null;
    const rowsDone = goesOn ? stored.rowsDone : 0;
    const { count } = await tx.import.updateMany({
      where: { ...key, state: stored.state },
      data: {
        state: to,
        rowsDone,
        startedRows: rowsDone,
        startedAt: now,
        movedAt: now,
        finishedAt: null,
        failure: null,
        failureRow: null,
        ...(mapping ? { mapping, rowCount: null } : {}),
        ...(goesOn ? {} : { [to === 'checking' ? 'check' : 'result']: nothingYet }),
      },
    });
    if (count === 0) throw new Refusal('import_state_invalid');
    if (to === 'checking') await tx.importProblem.deleteMany({ where: { ...fileOf(key) } });
    await addJob(tx, workImportJob, { brandId: key.brandId, importId: key.id });
  });
}

const nothingYet = { created: 0, changed: 0, unchanged: 0, failed: 0, points: 0 };

/** The batch under way is dropped, so the rows that are done say exactly where it stopped. Refuses `import_state_invalid`. */
export async function cancelImport(
  deps: Deps,
  caller: BrandStaffCaller,
  key: ImportKey,
): Promise<ImportDetails> {
  const { prisma } = deps.db;
  const stored = await findImport(prisma, key);
  const isCheck = stored.state === 'checking';
  if (stored.state !== 'cancelled') {
    const { count } = await prisma.import.updateMany({
      where: { ...key, state: { in: ['checking', 'running'] } },
      // Nothing has happened in a check: the columns can be named anew.
      data: isCheck
        ? { state: 'uploaded', rowsDone: 0 }
        : { state: 'cancelled', finishedAt: deps.clock.now() },
    });
    if (count === 0) throw new Refusal('import_state_invalid');
    await note(deps, caller, key, 'import.cancelled');
  }
  return getImport(deps, key, caller.language);
}

/** Refuses `import_not_found`, and `import_state_invalid` while it is under way. */
export async function deleteImport(deps: Deps, caller: BrandStaffCaller, key: ImportKey): Promise<void> {
  await findImport(deps.db.prisma, key);
  await note(deps, caller, key, 'import.deleted');
  const { count } = await deps.db.prisma.import.deleteMany({
    where: { ...key, state: { notIn: ['checking', 'running'] } },
  });
  if (count === 0) throw new Refusal('import_state_invalid');
}

async function note(deps: Deps, caller: BrandStaffCaller, key: ImportKey, action: string): Promise<void> {
  const { fileName, kind } = await findImport(deps.db.prisma, key);
  await audit(deps.db.prisma, deps.random, {
    brandId: key.brandId,
    actor: actorOf(caller),
    action,
    target: { kind: 'import', id: key.id, name: fileName },
    changes: [{ field: 'kind', before: null, after: kind }],
  });
}
