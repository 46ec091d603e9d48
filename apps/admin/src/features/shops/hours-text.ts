/** Opening hours in a few short lines: days in a row with the same hours are one. */
import type { OpeningInterval } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useWeekdayName } from './hours-fields.tsx';
import { weekdays } from './shop-draft.ts';

export function useHoursText(): (hours: readonly OpeningInterval[]) => string {
  const { t } = useTranslation('shops');
  const nameOf = useWeekdayName();
  return (hours) => {
    if (hours.length === 0) return '';
    const runs = runsOf(hours, t('hours.always'));
    const daily = runs.length === 1 && runs[0]?.times;
    if (daily) return t('hours.daily', { times: daily });
    return runs
      .map(({ first, last, times }) => {
        const days =
          first === last ? nameOf(first, 'short') : `${nameOf(first, 'short')}–${nameOf(last, 'short')}`;
        return `${days} ${times || t('hours.dayOff')}`;
      })
      .join('\n');
  };
}

interface Run {
  first: number;
  last: number;
  times: string;
}

function runsOf(hours: readonly OpeningInterval[], always: string): Run[] {
  const runs: Run[] = [];
  for (const day of weekdays) {
    const times = hours
      .filter(({ weekday }) => weekday === day)
      .map(({ from, until }) => (from === until ? always : `${from}–${until}`))
      .join(', ');
    const last = runs.at(-1);
    if (last && last.times === times) last.last = day;
    else runs.push({ first: day, last: day, times });
  }
  return runs;
}
