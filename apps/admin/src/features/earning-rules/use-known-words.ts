/** What the brand's rules call goods, to choose from instead of typing it again. */
import type { EarningCondition, LineFilter } from '@regulars/contracts';
import { useMemo } from 'react';
import { useEarningRules } from './use-earning-rules.ts';

export function useKnownWords(): string[] {
  const { data } = useEarningRules();
  return useMemo(() => {
    const filters = (data?.items ?? []).flatMap(({ settings: { effect, conditions } }) => [
      ...('lines' in effect && effect.lines ? [effect.lines] : []),
      ...filtersOf(conditions),
    ]);
    const words = filters.flatMap((filter) => [
      ...(filter.categories ?? []),
      ...(filter.names ?? []),
      ...(filter.exceptCategories ?? []),
    ]);
    return [...new Set(words)].sort((one, other) => one.localeCompare(other));
  }, [data]);
}

function filtersOf(condition: EarningCondition): LineFilter[] {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.flatMap(filtersOf);
  if (condition.kind === 'not') return filtersOf(condition.of);
  return condition.kind === 'lines' || condition.kind === 'bought' ? [condition.filter] : [];
}
