/** The thirty rules that benchmarks run under: filters, groups, hours, ranges and limits, in turn. */
import type { rule } from '@regulars/server/earning/testing.ts';

type RuleChanges = Parameters<typeof rule>[0];

export const categories = ['coffee', 'tea', 'cakes', 'beans', 'drinks'];

export const thirtyRules: readonly RuleChanges[] = Array.from({ length: 30 }, (_, index) => makeRule(index));

function makeRule(index: number): RuleChanges {
  const category = categories[index % categories.length] ?? '';
  const filter = { categories: [category], discounted: false };
  const changes: RuleChanges[] = [
    { effect: { kind: 'percent', basisPoints: 300 + index, lines: filter } },
    {
      conditions: {
        kind: 'all',
        of: [
          { kind: 'hours', from: '08:00', until: '18:00' },
          { kind: 'lines', filter, test: { kind: 'quantity', min: 2 } },
        ],
      },
      effect: { kind: 'fixed', points: 20 },
      limits: { person: [{ period: 'month', points: 300 }] },
    },
    {
      conditions: {
        kind: 'any',
        of: [
          { kind: 'purchaseNumber', every: 10 },
          { kind: 'total', of: 'bill', min: 100_000 + index },
        ],
      },
      effect: { kind: 'perAmount', points: 1, amountMinor: 10_000, lines: { exceptNames: ['gift'] } },
    },
    {
      conditions: { kind: 'not', of: { kind: 'weekday', weekdays: [6, 7] } },
      effect: { kind: 'multiplier', percent: 150, lines: filter },
      limits: { eventPoints: 1_000 },
    },
    {
      conditions: { kind: 'lines', filter: { skus: [`sku-${index}`] }, test: { kind: 'any' } },
      effect: { kind: 'perItem', points: 5, lines: { skus: [`sku-${index}`] } },
    },
  ];
  return changes[index % changes.length] ?? {};
}
