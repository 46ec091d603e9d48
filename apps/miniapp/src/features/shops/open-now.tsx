/** Whether a shop is open as of now, in words and, beside them, in colour. */
import { useWords } from '../../words/words.tsx';
import type { Shop } from './use-shops.ts';

export function OpenNow({ now }: { now: Shop['now'] }) {
  const say = useOpenWords();
  const words = say(now);
  if (words === null) return null;
  return <span className={now.kind === 'open' ? 'shop-open' : 'shop-closed'}>{words}</span>;
}

/** Null while nobody has told the hours. */
function useOpenWords(): (now: Shop['now']) => string | null {
  const { t } = useWords();
  const dayName = useWeekdayName();
  return (now) => {
    if (now.kind === 'untold') return null;
    if (now.kind === 'open') return now.until ? t('shops.openUntil', { time: now.until }) : t('shops.always');
    if (now.opens === null) return t('shops.closed');
    const { inDays, at: time, weekday } = now.opens;
    if (inDays === 0) return t('shops.opensToday', { time });
    if (inDays === 1) return t('shops.opensTomorrow', { time });
    return t('shops.opensOn', { day: dayName(weekday, 'short'), time });
  };
}

/** A Monday, from which the names of the days are written. */
const mondayUtc = Date.UTC(2024, 0, 1);

export function useWeekdayName(): (weekday: number, style: 'short' | 'long') => string {
  const { language } = useWords();
  return (weekday, style) =>
    new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }).format(
      mondayUtc + (weekday - 1) * 86_400_000,
    );
}
