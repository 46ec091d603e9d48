/** Compiles which lines a rule means into one test of a line. */
import type { LineFilter } from '@regulars/contracts';
import type { GoodsFacts } from './facts.ts';

export type LineTest<Goods = GoodsFacts> = (goods: Goods) => boolean;

/** Absent is every line. */
export function compileLineFilter(filter: LineFilter | undefined): LineTest {
  const [first, ...others] = filter ? testsOf(filter) : [];
  return first ? others.reduce(both, first) : () => true;
}

/** What the lines that match come to; null when none does. One pass, for every rule makes several. */
export function sumMatching<Goods extends GoodsFacts>(
  lines: readonly Goods[],
  matches: LineTest<Goods>,
  measure: (line: Goods) => number,
): number | null {
  let sum: number | null = null;
  for (const line of lines) if (matches(line)) sum = (sum ?? 0) + measure(line);
  return sum;
}

function both(first: LineTest, second: LineTest): LineTest {
  return (goods) => first(goods) && second(goods);
}

function testsOf(filter: LineFilter): LineTest[] {
  const { categories, skus, names, exceptCategories, exceptSkus, exceptNames, discounted } = filter;
  const tests: LineTest[] = [];
  if (discounted !== undefined) tests.push((goods) => goods.isDiscounted === discounted);
  if (categories) tests.push(isOneOf('category', categories));
  if (skus) tests.push(isOneOf('sku', skus));
  if (names) tests.push(nameHas(names));
  if (exceptCategories) tests.push(isNot(isOneOf('category', exceptCategories)));
  if (exceptSkus) tests.push(isNot(isOneOf('sku', exceptSkus)));
  if (exceptNames) tests.push(isNot(nameHas(exceptNames)));
  return tests;
}

function isOneOf(field: 'category' | 'sku', words: readonly string[]): LineTest {
  const wanted = new Set(words.map((word) => word.toLowerCase()));
  return (goods) => {
    const word = goods[field];
    return word !== null && wanted.has(word);
  };
}

function nameHas(words: readonly string[]): LineTest {
  const wanted = words.map((word) => word.toLowerCase());
  return ({ name }) => name !== null && wanted.some((word) => name.includes(word));
}

function isNot(test: LineTest): LineTest {
  return (goods) => !test(goods);
}
