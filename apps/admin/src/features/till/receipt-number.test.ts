/** Receipt numbers can be read out and do not collide within a minute. */
import { externalId } from '@regulars/contracts/primitives';
import { describe, expect, it } from 'vitest';
import { receiptNumber } from './receipt-number.ts';

describe('receiptNumber', () => {
  it("carries the day and minute of the brand's zone", () => {
    const number = receiptNumber(new Date('2026-03-12T21:05:00Z'), 'Europe/Moscow', () => 0);
    expect(number).toBe('T-260313-0005-AAA');
  });
  it('differs within one minute by its letters', () => {
    const now = new Date('2026-03-12T21:05:00Z');
    const numbers = new Set([0.01, 0.3, 0.6, 0.999].map((at) => receiptNumber(now, 'UTC', () => at)));
    expect(numbers.size).toBe(4);
  });
  it('is what the contract takes', () => {
    expect(externalId.safeParse(receiptNumber(new Date(), 'Asia/Tokyo', Math.random, 'R')).success).toBe(
      true,
    );
  });
});
