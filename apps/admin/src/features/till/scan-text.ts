/** Tells what was scanned or typed at the till: a member card, a six-digit code, a phone or a coupon. */

/** Who stands at the till. */
export type SoughtCustomer = { card: string } | { code: string } | { phone: string };
export type Sought = SoughtCustomer | { coupon: string };

const cardShape = /^RC1\.[\w-]{8,240}$/;

/** Null when it is none of them (a product's barcode, a half-typed number). */
export function readSought(typed: string): Sought | null {
  const text = typed.trim();
  if (cardShape.test(text)) return { card: text };
  if (isCoupon(text)) return { coupon: text };
  const digits = text.replace(/[\s\u00a0()+-]/g, '');
  if (!/^\d+$/.test(digits)) return null;
  if (digits.length === 6 && !text.startsWith('+')) return { code: digits };
  if (digits.length < 7 || digits.length > 15) return null;
  return { phone: text };
}

/** Groups of letters and digits: with a Latin letter, or a letter beside a digit, so that a name is not one. */
export function isCoupon(text: string): boolean {
  if (text.length < 4 || text.length > 64 || !/^[\p{L}\d]+(?:[- ][\p{L}\d]+)*$/u.test(text)) return false;
  return /[A-Za-z]/.test(text) || (/\p{L}/u.test(text) && /\d/.test(text));
}

export function isCard(text: string): boolean {
  return cardShape.test(text);
}

/** Punctuation by physical key, plain and with Shift, in the layout that scanners type in. */
const punctuation: Record<string, readonly [string, string]> = {
  Period: ['.', '>'],
  Minus: ['-', '_'],
  NumpadDecimal: ['.', '.'],
  NumpadSubtract: ['-', '-'],
};

/**
 * The character a hardware scanner meant. It presses keys of the US layout, so while the cashier's layout is
 * Russian "RC1." arrives as "КС1ю": the physical key tells the truth.
 */
export function scannedCharacter({ code, shiftKey }: { code: string; shiftKey: boolean }): string | null {
  const letter = code.match(/^Key([A-Z])$/)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = code.match(/^(?:Digit|Numpad)(\d)$/)?.[1];
  if (digit) return shiftKey ? null : digit;
  return punctuation[code]?.[shiftKey ? 1 : 0] ?? null;
}
