/** What a rule answered, for programs and people: a code, and the same as a sentence. */
import {
  describeEarningReason,
  type EarningVerdict,
  type EarningWordsBrand,
  type Language,
  type RuleAnswer,
} from '@regulars/contracts';

/** Verdicts as a purchase or an event keeps them: our own words, written by us alone. */
export function readVerdicts(kept: unknown): EarningVerdict[] {
  return Array.isArray(kept) ? kept : [];
}

export function answerOfRule(
  verdict: EarningVerdict,
  all: readonly EarningVerdict[],
  brand: EarningWordsBrand,
  language: Language,
): RuleAnswer {
  const { ruleId, points, reason } = verdict;
  const name = reason.code === 'tier_multiplied' ? reason.name[language] : verdict.name;
  const nameOf = (id: string) => all.find((one) => one.ruleId === id)?.name ?? null;
  return {
    ruleId,
    name,
    points,
    reason: reason.code,
    explanation: describeEarningReason(reason, brand, language, nameOf),
  };
}
