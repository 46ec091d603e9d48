/** Chance as a dependency: ids, tokens and codes. */
import { randomBytes, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

export interface Random {
  /** UUIDv7: sorts by time of making. */
  id(): string;
  /** URL-safe text of that many random bytes. */
  token(bytes: number): string;
  /** Decimal digits, leading zeros kept. */
  digits(count: number): string;
}

export const systemRandom: Random = {
  id: () => v7(),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  digits: (count) => String(randomInt(0, 10 ** count)).padStart(count, '0'),
};
