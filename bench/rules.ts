/**
 * How many purchases a core can judge: 30 rules over a purchase of 20 lines, without a database. The ratio says how
 * that compares with reading the same purchase from JSON, which every till's request costs anyway.
 */
import { evaluate } from '@regulars/server/earning/evaluate.ts';
import { noUsage } from '@regulars/server/earning/limits.ts';
import { line, purchase, rule } from '@regulars/server/earning/testing.ts';

type RuleChanges = Parameters<typeof rule>[0];
type Line = ReturnType<typeof line>;

const ruleCount = 30;
const lineCount = 20;
const aimPerSecond = 20_000;
const warmUpSeconds = 0.5;
const seconds = 1;
const rounds = 3;
const categories = ['coffee', 'tea', 'cakes', 'beans', 'drinks'];

export async function run(): Promise<void> {
  const lines = Array.from({ length: lineCount }, (_, index) => makeLine(index));
  const rules = Array.from({ length: ruleCount }, (_, index) => rule(makeRule(index)));
  const terms = { policy: 'all', usage: noUsage, pointValueMinor: 100 } as const;
  // Every call reads the purchase into facts anew, as a till's request does.
  const judge = () => evaluate(rules, purchase({ lines }), terms).points;
  const text = JSON.stringify(lines);
  const parse = () => JSON.parse(text).length;

  const paying = evaluate(rules, purchase({ lines }), terms).verdicts.filter(
    ({ points }) => points > 0,
  ).length;
  console.log(`${ruleCount} rules over ${lineCount} lines; ${paying} of them pay`);
  for (const work of [judge, parse]) perSecond(work, warmUpSeconds);
  const results = Array.from({ length: rounds }, () => ({
    judged: perSecond(judge, seconds),
    parsed: perSecond(parse, seconds),
  }));
  const [judged, parsed] = [
    median(results.map((one) => one.judged)),
    median(results.map((one) => one.parsed)),
  ];
  console.log(`
purchases judged on one core      ${rate(judged)}/s   (aim: ${rate(aimPerSecond).trim()}/s)
the same purchase read from JSON  ${rate(parsed)}/s
judged/read ${(judged / parsed).toFixed(2)}`);
}

/** Filters, groups, hours, stages of membership and limits, in turn. */
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

function makeLine(index: number): Line {
  return line(10_000 + index * 100, {
    sku: `SKU-${index}`,
    name: `Product number ${index}`,
    category: categories[index % categories.length] ?? '',
    quantity: 1 + (index % 3),
    ...(index % 4 === 0 ? { discountMinor: 500 } : {}),
  });
}

/** By the processor's time and not the clock's: others may be using the machine. */
function perSecond(work: () => number, forSeconds: number): number {
  const start = process.cpuUsage();
  const spentSeconds = () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000_000;
  };
  let count = 0;
  let kept = 0;
  while (spentSeconds() < forSeconds) {
    for (let turn = 0; turn < 100; turn++) kept += work();
    count += 100;
  }
  if (kept <= 0) throw new Error('nothing was worked on');
  return count / spentSeconds();
}

function median(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? 0;
}

function rate(value: number): string {
  return Math.round(value).toLocaleString('en').padStart(9);
}
