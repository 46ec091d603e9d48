/** Reads what rules have paid so far, for a look at one customer; postings read the same in their own statement. */
import { limitPeriods } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import type { Usage } from './limits.ts';
import { dateOfStart, periodStart } from './periods.ts';
import type { RulesetTerms } from './rulesets.ts';

export async function readUsage(
  tx: Tx,
  question: { brandId: string; customerId: string | null; day: number; budget: RulesetTerms['budget'] },
): Promise<Usage> {
  const { brandId, customerId, day, budget } = question;
  const uses =
    customerId === null
      ? []
      : await tx.earningUse.findMany({
          where: {
            brandId,
            customerId,
            OR: limitPeriods.map((period) => ({ period, startsOn: dateOfStart(periodStart(period, day)) })),
          },
        });
  const totals = await tx.earningTotal.findMany({ where: { brandId, startsOn: dateOfStart(0) } });
  const budgetStart = budget && dateOfStart(periodStart(budget.period, day));
  const spent =
    budgetStart &&
    (await tx.earningTotal.findUnique({
      where: { brandId_scopeId_startsOn: { brandId, scopeId: brandId, startsOn: budgetStart } },
    }));
  return {
    person(ruleId, period) {
      const use = uses.find((one) => one.ruleId === ruleId && one.period === period);
      return use && { points: Number(use.points), times: use.times };
    },
    totals: new Map(
      totals
        .filter(({ scopeId }) => scopeId !== brandId)
        .map((total) => [total.scopeId, { points: Number(total.points), times: total.times }]),
    ),
    budgetLeftPoints: budget && budget.points - Number(spent?.points ?? 0),
  };
}
