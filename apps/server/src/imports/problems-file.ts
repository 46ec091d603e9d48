/** Every problem of an import as a table, with the row itself beside it while the file is kept: to correct and bring again. */
import type { Language } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Cell, Table } from '../platform/csv-out.ts';
import { problemWords } from './import.words.ts';
import { phaseShown } from './present.ts';
import { readFile } from './sealed-file.ts';
import { type StoredImport, tableForm } from './stored.ts';
import { readTable, type TableRow } from '../platform/csv-in.ts';

const pageRows = 1_000;

const words = {
  row: { ru: 'Строка', en: 'Row' },
  field: { ru: 'Столбец', en: 'Column' },
  problem: { ru: 'Что не так', en: 'Problem' },
};

export function problemsTable(deps: Deps, stored: StoredImport, language: Language): Table {
  return {
    header: [words.row[language], words.field[language], words.problem[language], ...stored.headers],
    pages: problemPages(deps, stored, language),
    separator: stored.separator === ',' ? 'comma' : 'semicolon',
  };
}

async function* problemPages(deps: Deps, stored: StoredImport, language: Language) {
  const { brandId, id: importId } = stored;
  const where = { brandId, importId, phase: phaseShown(stored) };
  const file = readTable(readFile(deps, { brandId, importId }), tableForm(stored));
  try {
    for (let after = 0; ; ) {
      const rows = await deps.db.prisma.importProblem.findMany({
        where: { ...where, row: { gt: after } },
        orderBy: { row: 'asc' },
        take: pageRows,
      });
      const page: Cell[][] = [];
      for (const { row, field, code } of rows) {
        const cells = stored.fileUntil === null ? [] : await cellsOf(file, row);
        page.push([row, headerOf(stored, field), problemWords(code, language), ...cells]);
      }
      yield page;
      const last = rows.at(-1);
      if (!last || rows.length < pageRows) return;
      after = last.row;
    }
  } finally {
    await file.return(undefined);
  }
}

/** Problems come in the order of rows, so the file is read once. */
async function cellsOf(file: AsyncGenerator<TableRow>, row: number): Promise<readonly string[]> {
  for (;;) {
    const { value, done } = await file.next();
    if (done || value.row > row) return [];
    if (value.row === row) return value.cells.map((cell) => cell.replaceAll('\0', ''));
  }
}

function headerOf({ headers, mapping }: StoredImport, field: string | null): string {
  if (field === null) return '';
  const at = (mapping?.columns ?? []).map(String).indexOf(field);
  return headers[at] ?? field;
}
