/** What is looked at lies inside the picture, keeps its shape and is never too large. */
import { describe, expect, it } from 'vitest';
import { viewOf } from './view-box.ts';

const pictures = [
  { width: 1280, height: 720 },
  { width: 720, height: 1280 },
  { width: 640, height: 480 },
  { width: 2, height: 2 },
];

describe('viewOf', () => {
  it.each(pictures)('stays inside $width × $height and keeps the shape', ({ width, height }) => {
    for (const turn of [0, 1, 2, 3]) {
      const view = viewOf({ width, height, turn });
      expect(view.left).toBeGreaterThanOrEqual(0);
      expect(view.top).toBeGreaterThanOrEqual(0);
      expect(view.left + view.width).toBeLessThanOrEqual(width);
      expect(view.top + view.height).toBeLessThanOrEqual(height);
      expect(view.outWidth / view.outHeight).toBeCloseTo(view.width / view.height, 1);
      expect(Math.max(view.outWidth, view.outHeight)).toBeLessThanOrEqual(640);
    }
  });
  it('keeps every pixel of the middle, and sees the whole every other time', () => {
    expect(viewOf({ width: 1280, height: 720, turn: 0 })).toMatchObject({ width: 540, outWidth: 540 });
    expect(viewOf({ width: 1280, height: 720, turn: 1 })).toMatchObject({ width: 1280, outWidth: 640 });
  });
});
