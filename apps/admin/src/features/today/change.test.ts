/** Changes are told against the period before, and never out of nothing. */
import { describe, expect, it } from 'vitest';
import { changePercent, changePoints } from './change.ts';

describe('changePercent', () => {
  it.each([
    [120, 100, 20],
    [50, 100, -50],
    [0, 100, -100],
    [100, 100, 0],
    [0, 0, 0],
    [1005, 1000, 1],
  ])('%i after %i is %i%%', (value, previous, change) => {
    expect(changePercent({ value, previous })).toBe(change);
  });
  it('has no percentage of nothing', () => {
    expect(changePercent({ value: 10, previous: 0 })).toBeNull();
  });
});

describe('changePoints', () => {
  it('is the difference of two percentages', () => {
    expect(changePoints({ value: 42, previous: 38 })).toBe(4);
  });
});
