/** A code held up is told once, however often the camera reads it. */
import { describe, expect, it } from 'vitest';
import { type Sightings, see } from './sightings.ts';

type Look = readonly [text: string | null, atMs: number];

function newsOf(looks: readonly Look[]): boolean[] {
  let seen: Sightings = new Map();
  return looks.map(([text, atMs]) => {
    const sighting = see(seen, text, atMs);
    seen = sighting.seen;
    return sighting.isNew;
  });
}

function looksWithout(count: number, { fromMs, everyMs }: { fromMs: number; everyMs: number }): Look[] {
  return Array.from({ length: count }, (_, turn) => [null, fromMs + turn * everyMs] as const);
}

describe('see', () => {
  it('tells a code once for as long as it is held up, blurred moments included', () => {
    const looks: Look[] = [
      ['RC1.a', 0],
      ['RC1.a', 150],
      ...looksWithout(10, { fromMs: 300, everyMs: 150 }),
      ['RC1.a', 1_900],
    ];
    expect(newsOf(looks).filter(Boolean)).toHaveLength(1);
  });
  it('tells it once on a machine that looks every few seconds', () => {
    const looks = Array.from({ length: 20 }, (_, turn) => ['RC1.a', turn * 4_000] as const);
    expect(newsOf(looks).filter(Boolean)).toHaveLength(1);
  });
  it('tells it again when it comes back', () => {
    const looks: Look[] = [
      ['RC1.a', 0],
      ...looksWithout(14, { fromMs: 150, everyMs: 150 }),
      ['RC1.a', 2_400],
    ];
    expect(newsOf(looks).filter(Boolean)).toHaveLength(2);
  });
  it('tells each of two codes in one picture once, although they are read by turns', () => {
    const looks = [0, 150, 300, 450].map((atMs, turn) => [turn % 2 ? 'poster' : 'RC1.a', atMs] as const);
    expect(newsOf(looks)).toEqual([true, true, false, false]);
  });
  it('keeps no codes that are long gone', () => {
    const { seen } = see(new Map([['old', { atMs: 0, looksSince: 8 }]]), 'RC1.a', 60_000);
    expect([...seen.keys()]).toEqual(['RC1.a']);
  });
});
