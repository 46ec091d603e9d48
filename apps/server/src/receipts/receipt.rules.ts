/** What the QR of a fiscal receipt says, by the letter of its form; and whether its time is one that counts. */
import { Temporal } from 'temporal-polyfill';
import { localMoment } from '../earning/facts.ts';

/** What names one receipt among all of the country's. Without leading zeros, so that one receipt has one name. */
export interface ReceiptCode {
  fiscalDrive: string;
  documentNumber: string;
  fiscalSign: string;
}

export interface ParsedReceipt extends ReceiptCode {
  totalMinor: number;
  /** By the register's own clock, as in 2019-04-18T21:16:55. */
  localTime: string;
}

/** `not_fiscal` is some other code; `malformed` looks like a receipt and is none by the letter. */
export type ReceiptProblem = 'not_fiscal' | 'malformed' | 'not_a_sale';

export type ReceiptReading =
  | { kind: 'receipt'; receipt: ParsedReceipt }
  | { kind: 'problem'; problem: ReceiptProblem };

const fieldForms = {
  t: /^\d{8}T\d{4}(?:\d{2})?$/,
  s: /^\d{1,9}\.\d{2}$/,
  fn: /^\d{16}$/,
  i: /^\d{1,10}$/,
  fp: /^\d{1,10}$/,
  n: /^[1-4]$/,
} as const;
type FieldName = keyof typeof fieldForms;
const fieldNames = ['t', 's', 'fn', 'i', 'fp', 'n'] as const satisfies readonly FieldName[];

const sale = '1';

/** All six fields, each once, in any order, and nothing else. */
export function parseReceiptCode(text: string): ReceiptReading {
  const pairs = text.trim().split('&').map(splitPair);
  const known = pairs.filter(([name]) => fieldNames.some((field) => field === name));
  if (known.length < 2) return problem('not_fiscal');
  const fields = new Map(pairs);
  const isExact = known.length === pairs.length && fields.size === pairs.length;
  if (!isExact || fields.size !== fieldNames.length) return problem('malformed');
  const [t, s, fn, i, fp, n] = fieldNames.map((name) => fields.get(name)?.match(fieldForms[name])?.[0]);
  const localTime = t === undefined ? null : readTime(t);
  if (!(localTime && s && fn && i && fp && n)) return problem('malformed');
  if (n !== sale) return problem('not_a_sale');
  const totalMinor = Number(s.replace('.', ''));
  if (totalMinor === 0) return problem('malformed');
  const code = { fiscalDrive: fn, documentNumber: withoutZeros(i), fiscalSign: withoutZeros(fp) };
  return { kind: 'receipt', receipt: { ...code, totalMinor, localTime } };
}

export type TimeProblem = 'in_future' | 'too_old';

export interface TimeTerms {
  now: Date;
  zone: string;
  windowDays: number;
}

/** Clocks of registers run ahead a little. */
const aheadMilliseconds = 5 * 60_000;

/** The window ends with a day of the register's calendar, as people count. */
export function judgeTime(at: Date, { now, zone, windowDays }: TimeTerms): TimeProblem | null {
  if (at.getTime() > now.getTime() + aheadMilliseconds) return 'in_future';
  return localMoment(now, zone).day - localMoment(at, zone).day > windowDays ? 'too_old' : null;
}

/** An hour that the clocks went through twice is taken as the first, one that they skipped as the one after. */
export function instantOf(localTime: string, zone: string): Date {
  return new Date(Temporal.PlainDateTime.from(localTime).toZonedDateTime(zone).epochMilliseconds);
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

/** Null for a day or an hour that no calendar has. */
function readTime(t: string): string | null {
  const [year, month, day] = [t.slice(0, 4), t.slice(4, 6), t.slice(6, 8)];
  const [hour, minute, second] = [t.slice(9, 11), t.slice(11, 13), t.slice(13, 15) || '00'];
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const read = new Date(`${text}Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 19) !== text ? null : text;
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function problem(problem: ReceiptProblem): ReceiptReading {
  return { kind: 'problem', problem };
}
