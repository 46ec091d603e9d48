/** What a rule answered, for programs and people: a code, and the same as a sentence. */
import {
  describeEarningReason,
  type EarningVerdict,
  type EarningWordsBrand,
  type Language,
  type RuleAnswer,
} from '@regulars/contracts';

export function answerOfRule(
  verdict: EarningVerdict,
  all: readonly EarningVerdict[],
  brand: EarningWordsBrand,
  language: Language,
): RuleAnswer {
  const { ruleId, name, points, reason } = verdict;
  const nameOf = (id: string) => all.find((one) => one.ruleId === id)?.name ?? null;
  return {
    ruleId,
    name,
    points,
    reason: reason.code,
    explanation: describeEarningReason(reason, brand, language, nameOf),
  };
}
