/** Counts how often something has come in a file so far, in a fixed few megabytes however long the file is. */
import { hash } from 'node:crypto';

/** Sixty-four bits of a hash in an open table: of a million rows two are taken for one once in thirty million files. */
export class Seen {
  readonly #slots: BigUint64Array;
  readonly #mask: number;
  /** Only what has come more than once. */
  readonly #repeated = new Map<bigint, number>();

  constructor(limit: number) {
    const size = 2 ** Math.ceil(Math.log2(limit * 2));
    this.#slots = new BigUint64Array(size);
    this.#mask = size - 1;
  }

  /** How often this has come now: 1 for the first time. */
  count(text: string): number {
    const digest = hash('sha256', text, 'buffer');
    const mark = digest.readBigUInt64LE() || 1n;
    let at = digest.readUInt32LE() & this.#mask;
    while (this.#slots[at] !== 0n && this.#slots[at] !== mark) at = (at + 1) & this.#mask;
    if (this.#slots[at] === 0n) {
      this.#slots[at] = mark;
      return 1;
    }
    const count = (this.#repeated.get(mark) ?? 1) + 1;
    this.#repeated.set(mark, count);
    return count;
  }
}
