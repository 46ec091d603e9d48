import { describe, expect, it } from 'vitest';
import { Refusal } from '../platform/refusal.ts';
import { groupPosting } from './group.ts';

interface Item {
  name: string;
  key?: string;
}

function watched(post: (items: Item[]) => void = () => undefined) {
  const groups: string[][] = [];
  const posting = groupPosting<Item, string>({
    exclusiveKeys: ({ key }) => (key === undefined ? [] : [key]),
    post: async (brandId, items) => {
      groups.push(items.map(({ name }) => name));
      await new Promise((resolve) => setTimeout(resolve, 2));
      post(items);
      return items.map(({ name }) =>
        name === 'poor' ? { refusal: new Refusal('insufficient_points') } : { answer: `${brandId} ${name}` },
      );
    },
  });
  return { posting, groups };
}

describe('postings of a brand', () => {
  it('go together while one is under way, each with its own answer', async () => {
    const { posting, groups } = watched();
    const results = await Promise.allSettled(
      ['a', 'b', 'poor', 'c'].map((name) => posting('brand', { name })),
    );
    expect(groups).toEqual([['a'], ['b', 'poor', 'c']]);
    expect(
      results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.code)),
    ).toEqual(['brand a', 'brand b', 'insufficient_points', 'brand c']);
  });

  it('never share a group with a twin, and keep their order', async () => {
    const { posting, groups } = watched();
    const names = ['a', 'x1', 'x2', 'b', 'x3'];
    await Promise.all(
      names.map((name) => posting('brand', name.startsWith('x') ? { name, key: 'x' } : { name })),
    );
    expect(groups).toEqual([['a'], ['x1', 'b'], ['x2'], ['x3']]);
  });

  it('go one by one when one of them breaks the statement, so that only that one fails', async () => {
    const { posting, groups } = watched((items) => {
      if (items.some(({ name }) => name === 'bad')) throw new Error('duplicate key');
    });
    const results = await Promise.allSettled(
      ['a', 'b', 'bad', 'c'].map((name) => posting('brand', { name })),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(groups).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']]);
  });

  it('all hear of a lost connection at once, and the next ones are tried again', async () => {
    let isDown = true;
    const { posting, groups } = watched(() => {
      if (isDown) throw Object.assign(new Error('terminated'), { code: '57P01' });
    });
    const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => posting('brand', { name })));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(groups).toEqual([['a'], ['b', 'c']]);
    isDown = false;
    expect(await posting('brand', { name: 'd' })).toBe('brand d');
  });

  it('of different brands do not wait for each other, and a group has a bound', async () => {
    const { posting, groups } = watched();
    await Promise.all([posting('one', { name: 'a' }), posting('two', { name: 'b' })]);
    expect(groups).toEqual([['a'], ['b']]);
    await Promise.all(Array.from({ length: 300 }, (_, index) => posting('one', { name: `${index}` })));
    expect(groups.slice(2).map((group) => group.length)).toEqual([1, 128, 128, 43]);
  });
});
