/** What a cell says: days, moments, amounts, points and answers, as people and their programs write them. */
import { maxAmount } from '@regulars/contracts/primitives';
import { Temporal } from 'temporal-polyfill';

/** Why a cell cannot be understood; each has words in import.words.ts. */
export type ValueProblem =
  | 'date_unclear'
  | 'moment_unclear'
  | 'amount_unclear'
  | 'amount_out_of_range'
  | 'points_not_whole'
  | 'answer_unclear'
  | 'number_not_whole';

export class BadValue extends Error {
  readonly code: ValueProblem;
  constructor(code: ValueProblem) {
    super(code);
    this.code = code;
  }
}

/** Spaces around go, and the apostrophe by which an export makes a formula harmless. */
export function cellText(cell: string | undefined): string {
  const text = (cell ?? '').trim();
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

const isoDay = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const pointedDay = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/;
const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?$/;

/** 2026-03-12 or 12.03.2026; a time behind it is left out. Answers the ISO form. */
export function readDate(text: string): string {
  return readDay(text.split(/[T ]/)[0] ?? '').toString();
}

/** A day, with or without a time, in the brand's zone; or an ISO instant. */
export function readMoment(text: string, zone: string): Date {
  if (/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    const instant = new Date(text);
    if (Number.isNaN(instant.getTime())) throw new BadValue('moment_unclear');
    return instant;
  }
  const [day = '', clock, ...rest] = text.split(/[T ]+/);
  if (rest.length > 0) throw new BadValue('moment_unclear');
  const [, hour, minute, second] = clock === undefined ? [] : (time.exec(clock) ?? [null]);
  if (clock !== undefined && hour === undefined) throw new BadValue('moment_unclear');
  const plain = attempt('moment_unclear', () =>
    Temporal.PlainTime.from(
      { hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0) },
      { overflow: 'reject' },
    ),
  );
  return new Date(readDay(day).toZonedDateTime({ timeZone: zone, plainTime: plain }).epochMilliseconds);
}

function readDay(text: string): Temporal.PlainDate {
  const iso = isoDay.exec(text);
  const pointed = pointedDay.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : pointed ? pointed.slice(1).reverse() : [];
  return attempt('date_unclear', () =>
    Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ),
  );
}

function attempt<T>(code: ValueProblem, work: () => T): T {
  try {
    return work();
  } catch {
    throw new BadValue(code);
  }
}

/** "1 234,50", "1,234.50" and "1234.5 ₽" in minor units; "1,234" may be either, so it is refused. */
export function readAmountMinor(text: string, digits: number): number {
  const [whole, fraction] = numberParts(text, digits);
  const minor = Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0') || 0);
  if (minor < 1 || minor > maxAmount) throw new BadValue('amount_out_of_range');
  return minor;
}

function numberParts(text: string, digits: number): [whole: string, fraction: string] {
  const bare = text.replace(/[\s\u00a0\u202f']/g, '').replace(/(?:₽|руб\.?|р\.|[$€£₸]|[A-Z]{3})$/iu, '');
  const last = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  const whole = last < 0 ? bare : bare.slice(0, last);
  const fraction = last < 0 ? '' : bare.slice(last + 1);
  const mark = bare[last] === ',' ? '.' : ',';
  const groups = whole.split(mark);
  const isGrouped = groups.length > 1 && groups.slice(1).every((group) => group.length === 3);
  const isPlain = groups.every((group) => /^\d+$/.test(group)) && (groups.length === 1 || isGrouped);
  if (!isPlain || !/^\d*$/.test(fraction) || (last >= 0 && fraction === '')) {
    throw new BadValue('amount_unclear');
  }
  if (fraction.replace(/0+$/, '').length > digits) throw new BadValue('amount_unclear');
  // Three digits behind one mark may be thousands.
  if (fraction.length === 3 && groups.length === 1 && digits !== 3) throw new BadValue('amount_unclear');
  return [groups.join(''), fraction.slice(0, digits)];
}

/** Points are whole; "1 200" and "1200,00" are. */
export function readPoints(text: string): number {
  const match = /^(\d{1,3}(?:[\s\u00a0\u202f]?\d{3})*|\d+)(?:[.,]0{1,2})?$/.exec(text);
  const points = match ? Number((match[1] ?? '').replace(/\D/g, '')) : Number.NaN;
  if (!Number.isSafeInteger(points) || points > maxAmount) throw new BadValue('points_not_whole');
  return points;
}

export function readWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new BadValue('number_not_whole');
  return Number(text);
}

const yes = new Set(['1', 'да', 'yes', 'y', 'true', '+', 'истина', 'согласен', 'согласна', 'on']);
const no = new Set(['0', 'нет', 'no', 'n', 'false', '-', 'ложь', 'off']);

export function readAnswer(text: string): boolean {
  const word = text.toLowerCase();
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  throw new BadValue('answer_unclear');
}
