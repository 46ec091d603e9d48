/** What keeps a rule from being saved, by the place in the contract where it is. */
import type { EarningCondition, EarningRuleSettings } from '@regulars/contracts';
import { earningRuleSettings } from '@regulars/contracts/earning-rules';
import type { TFunction } from 'i18next';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import type { FactKind } from './rule-draft.ts';

export type Problems = Readonly<Record<string, string>>;

/** What the contract says in a sentence of its own, in the reader's words. */
const sentences: Readonly<Record<string, string>> = {
  'give a minimum or a maximum': 'earning-rules:problem.range',
  'is less than the minimum': 'earning-rules:problem.order',
  'name at least one part': 'earning-rules:problem.goods',
  'must differ from the start': 'earning-rules:problem.sameHours',
  'give a first or a last day': 'earning-rules:problem.dates',
  'is before the first day': 'earning-rules:problem.datesOrder',
  'give a number': 'earning-rules:problem.purchaseNumber',
  'give a value, a minimum or a maximum': 'earning-rules:problem.property',
  'give points or times': 'earning-rules:problem.limit',
  'must grow from step to step': 'earning-rules:problem.steps',
  'is not after the start': 'earning-rules:problem.schedule',
  'name each period once': 'earning-rules:problem.periods',
  'has more than 5 levels of groups': 'earning-rules:problem.depth',
  'has more than 50 conditions': 'earning-rules:problem.tooMany',
};

const ofPurchasesOnly = new Set<EarningCondition['kind']>([
  'total',
  'lines',
  'bought',
  'redeemed',
  'shop',
  'channel',
  'purchaseNumber',
]);

export function ruleProblems(t: TFunction, settings: EarningRuleSettings): Problems {
  const say = (message: string) => {
    const key = sentences[message];
    return key === undefined ? undefined : t(key);
  };
  const problems = contractProblems(t, earningRuleSettings, settings, say);
  for (const path of Object.keys(problems)) {
    // Limits in the contract's units would mislead in a field of percent or money.
    if (path.endsWith('basisPoints')) problems[path] = t('earning-rules:problem.percent');
    if (path.endsWith('effect.percent')) problems[path] = t('earning-rules:problem.multiplier');
    if (path.endsWith('amountMinor')) problems[path] = t('earning-rules:problem.amount');
    if (path.endsWith('type')) problems[path] = t('earning-rules:problem.eventType');
  }
  return { ...misplaced(t, settings), ...problems };
}

/** Whether a rule with this trigger can ask it at all. */
export function mayAsk(trigger: EarningRuleSettings['trigger']['kind'], kind: FactKind): boolean {
  // Of a receipt its sum is known, and its shop.
  if (trigger === 'receipt' && (kind === 'total' || kind === 'shop')) return true;
  if (ofPurchasesOnly.has(kind)) return trigger === 'purchase';
  return kind !== 'property' || !['purchase', 'join', 'birthday'].includes(trigger);
}

function misplaced(t: TFunction, { trigger, conditions }: EarningRuleSettings): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (condition: EarningCondition, path: string): void => {
    if (condition.kind === 'all' || condition.kind === 'any') {
      for (const [index, part] of condition.of.entries()) walk(part, `${path}.of.${index}`);
    } else if (condition.kind === 'not') {
      walk(condition.of, `${path}.of`);
    } else if (!mayAsk(trigger.kind, condition.kind)) {
      found[path] = t('earning-rules:problem.misplaced');
    }
  };
  walk(conditions, 'conditions');
  return found;
}
