/** Sends tables as CSV, page by page: no more than one page is in memory, and no cell is a formula. */
import { Readable } from 'node:stream';
import type { TableSeparator } from '@regulars/contracts';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';

/** Numbers stay numbers; money is given in minor units with the currency's digits. */
export type Cell = string | number | null | { minor: number; digits: number };

export interface Table {
  header: readonly string[];
  /** Pages of rows, read one after the other. */
  pages: AsyncIterable<readonly (readonly Cell[])[]>;
  separator: TableSeparator;
}

const byteOrderMark = '\ufeff';

/** Spreadsheets that know the semicolon write fractions with a comma. */
const forms = {
  semicolon: { delimiter: ';', point: ',' },
  comma: { delimiter: ',', point: '.' },
} as const;

export function tableStream({ header, pages, separator }: Table): Readable {
  const { delimiter, point } = forms[separator];
  const write = (rows: readonly (readonly Cell[])[]) =>
    stringify(
      rows.map((row) => row.map((cell) => cellOut(cell, point))),
      { delimiter, record_delimiter: 'windows' },
    );
  async function* texts() {
    // Without it Excel takes the file for the system's old encoding.
    yield byteOrderMark + write([header]);
    for await (const page of pages) if (page.length > 0) yield write(page);
  }
  return Readable.from(texts());
}

/** Answers with the file; an error on the way breaks the download off, so that nobody takes half a file for a whole. */
export function sendTable(reply: FastifyReply, name: string, table: Table): FastifyReply {
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('x-content-type-options', 'nosniff')
    .send(tableStream(table));
}

function cellOut(cell: Cell, point: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', point);
  if (typeof cell === 'object')
    return (cell.minor / 10 ** cell.digits).toFixed(cell.digits).replace('.', point);
  return harmless(cell);
}

/** What a spreadsheet would take for a formula becomes text by the apostrophe in front. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
