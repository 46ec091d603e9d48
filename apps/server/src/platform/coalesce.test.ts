import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

describe('coalesce', () => {
  it('lets those who come during a read share the next one, never the one already under way', async () => {
    const reads: string[][] = [];
    let version = 1;
    const read = coalesce(async (keys) => {
      reads.push(keys);
      const seen = version;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return new Map(keys.map((key) => [key, `${key}${seen}`]));
    });
    const first = read('a');
    version = 2;
    const later = [read('a'), read('a'), read('b')];
    expect(await first).toBe('a1');
    expect(await Promise.all(later)).toEqual(['a2', 'a2', 'b2']);
    expect(reads).toEqual([['a'], ['a', 'b']]);
  });

  it('answers undefined for what is not there, and bounds the keys of one read', async () => {
    const sizes: number[] = [];
    const read = coalesce<number>(
      async (keys) => {
        sizes.push(keys.length);
        return new Map(keys.filter((key) => key !== 'k3').map((key) => [key, Number(key.slice(1))]));
      },
      { maxKeys: 2 },
    );
    const found = await Promise.all(['k1', 'k2', 'k3', 'k4', 'k5'].map((key) => read(key)));
    expect(found).toEqual([1, 2, undefined, 4, 5]);
    expect(Math.max(...sizes)).toBe(2);
  });

  it('tells a failure to all who shared the read, and reads again for the next', async () => {
    let isDown = true;
    const read = coalesce(async (keys) => {
      if (isDown) throw new Error('database is away');
      return new Map(keys.map((key) => [key, key]));
    });
    const results = await Promise.allSettled([read('a'), read('b'), read('b')]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    isDown = false;
    expect(await read('a')).toBe('a');
  });
});
