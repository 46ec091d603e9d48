/**
 * How many purchases a core can judge: 30 rules over a purchase of 20 lines, without a database. The ratio says how
 * that compares with reading the same purchase from JSON, which every till's request costs anyway.
 */
import { evaluate } from '@regulars/server/earning/evaluate.ts';
import { noUsage } from '@regulars/server/earning/limits.ts';
import { line, purchase, rule } from '@regulars/server/earning/testing.ts';
import { categories, thirtyRules } from './thirty-rules.ts';

type Line = ReturnType<typeof line>;

const lineCount = 20;
const aimPerSecond = 20_000;
const warmUpSeconds = 0.5;
const seconds = 1;
const rounds = 3;

export async function run(): Promise<void> {
  const lines = Array.from({ length: lineCount }, (_, index) => makeLine(index));
  const rules = thirtyRules.map(rule);
  const terms = { policy: 'all', usage: noUsage, pointValueMinor: 100 } as const;
  // Every call reads the purchase into facts anew, as a till's request does.
  const judge = () => evaluate(rules, purchase({ lines }), terms).points;
  const text = JSON.stringify(lines);
  const parse = () => JSON.parse(text).length;

  const paying = evaluate(rules, purchase({ lines }), terms).verdicts.filter(
    ({ points }) => points > 0,
  ).length;
  console.log(`${rules.length} rules over ${lineCount} lines; ${paying} of them pay`);
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
