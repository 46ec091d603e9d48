/** Codes of coupons: how they are made, compared and read. */
import type { Random } from '../platform/random.ts';

/** Without 0 and O, 1, I and L, and without U, that turns letters into words. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Thirteen of thirty signs are 63 bits: nobody guesses one, and a million of them do not meet. */
const codeLength = 13;
const groups = [4, 4, 5];

/** The bytes below this part evenly among the signs. */
const fairBytes = Math.floor(256 / alphabet.length) * alphabet.length;

export function newCode(random: Random): string {
  let code = '';
  while (code.length < codeLength) {
    for (const byte of Buffer.from(random.token(codeLength * 2), 'base64url')) {
      if (byte < fairBytes && code.length < codeLength) code += alphabet[byte % alphabet.length];
    }
  }
  return code;
}

/** As codes are compared: letter case, spaces, dashes and invisible signs do not matter. Empty for what is no code. */
export function codeKey(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}]+/gu, '');
}

/** As people read it: our own in groups, others as they were brought in. */
export function shownCode({ code, shownCode: own }: { code: string; shownCode: string | null }): string {
  if (own !== null) return own;
  if (code.length !== codeLength || [...code].some((sign) => !alphabet.includes(sign))) return code;
  let from = 0;
  return groups
    .map((length) => {
      from += length;
      return code.slice(from - length, from);
    })
    .join('-');
}

/** What a scanner at the till reads: exactly the code, so that tills of others understand it too. */
export function qrText({ code, shownCode: own }: { code: string; shownCode: string | null }): string {
  return own ?? code;
}
