/** What is typed on the till's keypad, kept as text with a point ("120.5"), and the minor units it stands for. */
import { maxAmount } from '@regulars/contracts/primitives';

export const padKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'point', '0', 'back'] as const;
export type PadKey = (typeof padKeys)[number] | 'clear';

/** The text after one more key; a key that would make it no amount changes nothing. */
export function pressKey(text: string, key: PadKey, digits: number): string {
  if (key === 'clear') return '';
  if (key === 'back') return text.slice(0, -1);
  if (key === 'point') return digits === 0 || text.includes('.') ? text : `${text || '0'}.`;
  const [, fraction] = text.split('.');
  if (fraction !== undefined && fraction.length >= digits) return text;
  const next = text === '0' ? key : text + key;
  return minorOf(next, digits) > maxAmount ? text : next;
}

/** The key of the pad that a key of the keyboard stands for. */
export function padKeyOf(key: string): PadKey | null {
  if (/^\d$/.test(key)) return padKeys.find((known) => known === key) ?? null;
  if (key === '.' || key === ',' || key === 'ю' || key === 'б') return 'point';
  if (key === 'Backspace') return 'back';
  if (key === 'Delete') return 'clear';
  return null;
}

/** "120.5" to 12050 for a currency of two digits; nothing typed is 0. */
export function minorOf(text: string, digits: number): number {
  const [whole = '', fraction = ''] = text.split('.');
  return Number(`${whole || '0'}${fraction.slice(0, digits).padEnd(digits, '0')}`);
}

/** 12050 to "120.5", as if it had been typed. */
export function textOf(minor: number, digits: number): string {
  if (minor === 0) return '';
  if (digits === 0) return String(minor);
  const padded = String(minor).padStart(digits + 1, '0');
  const fraction = padded.slice(-digits).replace(/0+$/, '');
  return fraction ? `${padded.slice(0, -digits)}.${fraction}` : padded.slice(0, -digits);
}

/** Pasted or typed by hand: "1 234,50", "1234.5 ₽"; null when it is no amount above zero. */
export function parseAmount(typed: string, digits: number): number | null {
  const clean = typed.replace(/[\s\u00a0\u202f₽$€]/g, '').replace(',', '.');
  const shape = digits === 0 ? /^\d+$/ : new RegExp(`^\\d+(\\.\\d{0,${digits}})?$`);
  if (!shape.test(clean)) return null;
  const minor = minorOf(clean, digits);
  return minor >= 1 && minor <= maxAmount ? minor : null;
}
