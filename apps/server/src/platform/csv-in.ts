/** Reads a table out of a CSV file's bytes: its encoding and separator are guessed, its rows come one after the other. */
import { pipeline, Readable } from 'node:stream';
import { importColumnLimit } from '@regulars/contracts';
import { CsvError, parse } from 'csv-parse';

/** A row longer than this is a quote that nobody closed, or no table at all. */
const longestRow = 64 * 1_024;

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251'] as const;
export type Encoding = (typeof encodings)[number];
export type Separator = ';' | ',' | '\t';

export interface TableForm {
  encoding: Encoding;
  separator: Separator;
}

export interface TableRow {
  /** As a spreadsheet numbers it: the header is row 1. */
  row: number;
  cells: readonly string[];
}

/** The table cannot be read on from here. */
export class BrokenTable extends Error {
  readonly reason: 'unclosed' | 'too_wide' | 'too_long' | 'empty';
  readonly row: number;
  constructor(reason: BrokenTable['reason'], row: number) {
    super(`the table breaks off at row ${row}: ${reason}`);
    this.reason = reason;
    this.row = row;
  }
}

/** Looks at every byte on its way through: what is UTF-8 from the first to the last is UTF-8, all else Windows-1251. */
export class EncodingWatch {
  #decoder = new TextDecoder('utf-8', { fatal: true });
  #isUtf8 = true;
  #start = Buffer.alloc(0);

  async *pass(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const part of source) {
      if (this.#start.length < 4) this.#start = Buffer.concat([this.#start, part]).subarray(0, 4);
      this.#check(() => this.#decoder.decode(part, { stream: true }));
      yield part;
    }
    this.#check(() => this.#decoder.decode());
  }

  #check(decode: () => string): void {
    if (!this.#isUtf8) return;
    try {
      decode();
    } catch {
      this.#isUtf8 = false;
    }
  }

  get encoding(): Encoding {
    const [first, second] = this.#start;
    if (first === 0xff && second === 0xfe) return 'utf-16le';
    if (first === 0xfe && second === 0xff) return 'utf-16be';
    return this.#isUtf8 ? 'utf-8' : 'windows-1251';
  }

  /** A workbook as it is, or another archive. */
  get isArchive(): boolean {
    return this.#start.toString('latin1') === 'PK\u0003\u0004' || this.#start.toString('hex') === 'd0cf11e0';
  }
}

/** The separator that the header has most of, outside of quotes. */
export function guessSeparator(start: string): Separator {
  const found = { ';': 0, ',': 0, '\t': 0 };
  let isQuoted = false;
  for (const char of start) {
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (char === '\n' || char === '\r') break;
    else if (char === ';' || char === ',' || char === '\t') found[char] += 1;
  }
  if (found['\t'] > found[';'] && found['\t'] > found[',']) return '\t';
  return found[','] > found[';'] ? ',' : ';';
}

export async function* decode(source: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const part of source) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}

/** Every row that says something, the header first; the parser looks no further than `most` rows. Throws BrokenTable. */
export async function* readTable(
  source: AsyncIterable<Buffer>,
  { encoding, separator }: TableForm,
  most = -1,
): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    info: true,
    to: most,
  });
  // Whoever stops reading closes the source too; errors come out of the loop below.
  pipeline(Readable.from(decode(source, encoding)), parser, () => undefined);
  let row = 0;
  try {
    for await (const { record, info } of parser) {
      row = info.records + info.empty_lines;
      const cells: string[] = record;
      if (cells.length > importColumnLimit) throw new BrokenTable('too_wide', row);
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BrokenTable('unclosed', brokenRow(error) ?? row + 1);
  }
}

/** Rows before it may not have been handed out yet. */
function brokenRow(error: CsvError): number | null {
  const { records, empty_lines: emptyLines } = { ...error };
  return typeof records === 'number' && typeof emptyLines === 'number' ? records + emptyLines + 1 : null;
}
