/** Chance as a dependency: ids, tokens and codes. */
import { randomBytes, randomFillSync, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

export interface Random {
  /** UUIDv7: sorts by time of making, within a process even inside one millisecond. */
  id(): string;
  /** URL-safe text of that many random bytes. */
  token(bytes: number): string;
  /** Decimal digits, leading zeros kept. */
  digits(count: number): string;
}

const idBytes = 16;
const idsPerFill = 256;

export const systemRandom: Random = {
  id: createIds(),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  digits: (count) => String(randomInt(0, 10 ** count)).padStart(count, '0'),
};

/** Random bytes are fetched for many ids at once: fetched one by one they cost a posting more than its rules do. */
function createIds(): () => string {
  const pool = new Uint8Array(idBytes * idsPerFill);
  let at = pool.length;
  let milliseconds = 0;
  let sequence = 0;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    const random = pool.subarray(at, at + idBytes);
    at += idBytes;
    const now = Date.now();
    // A clock that steps back must not make ids do so.
    sequence = now > milliseconds ? (random[0] ?? 0) << 16 : sequence + 1;
    milliseconds = Math.max(milliseconds, now);
    return v7({ msecs: milliseconds, seq: sequence, random });
  };
}
