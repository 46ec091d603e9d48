/**
 * How figures, money, points and moments are written here: in the reader's language, the brand's currency
 * and the brand's zone. `const format = useFormat()` inside a brand's pages.
 */
import {
  formatCount,
  formatMoney,
  formatPoints,
  formatSigned,
  type PointsName,
  pointsNoun,
} from '@regulars/contracts/points';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../brand.tsx';
import { currentLanguage, type Language } from '../words.ts';
import { formatDay, formatMoment, formatTime } from './moments.ts';

/** Used only until the brand's own noun has arrived. */
const neutralName: PointsName = {
  ru: { one: 'балл', few: 'балла', many: 'баллов' },
  en: { one: 'point', other: 'points' },
};

export function useFormat() {
  const { currency, zone, public: known } = useBrand();
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'ru';
  const name = known?.pointsName ?? neutralName;
  return useMemo(
    () => ({
      language,
      currency,
      zone,
      /** Minor units to "1 234,50 ₽". */
      money: (minor: number) => formatMoney(minor, currency, language),
      /** "45 зёрен". */
      points: (count: number) => formatPoints(count, name, language),
      /** "зёрен", for a number shown apart. */
      pointsNoun: (count: number) => pointsNoun(count, name, language),
      /** "12 345". */
      count: formatCount,
      /** "+45", "−20". */
      signed: formatSigned,
      /** "сегодня", "вчера", "12 марта", "12 марта 2025". */
      day: (instant: string) => formatDay(instant, zone, language, new Date()),
      /** Points that end at midnight can be spent the day before and not after it: that day is said. */
      lastDay: (expiresAt: string) =>
        formatDay(new Date(Date.parse(expiresAt) - 1).toISOString(), zone, language, new Date()),
      /** "сегодня, 14:20". */
      moment: (instant: string) => formatMoment(instant, zone, language, new Date()),
      /** "14:20". */
      time: (instant: string) => formatTime(instant, zone, language),
    }),
    [currency, zone, language, name],
  );
}

/** For pages outside of a brand (account, invitations): the reader's own zone. */
export function formatOwnMoment(instant: string): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return formatMoment(instant, zone, currentLanguage(), new Date());
}
