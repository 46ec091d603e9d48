/** Points and money as the current brand and language write them, for any component below the provider. */

import {
  formatCount,
  formatMoney,
  formatPoints,
  formatSigned,
  type PointsName,
  pointsNoun,
} from '@regulars/contracts/points';
import { createContext, type ReactNode, useContext, useMemo } from 'react';

export interface FormattingOptions {
  language: 'ru' | 'en';
  pointsName: PointsName;
  currency: string;
}

export interface Formatting {
  /** "1 234". */
  count: (value: number) => string;
  /** "45 зёрен". */
  points: (value: number) => string;
  /** "зёрен", the noun alone. */
  noun: (value: number) => string;
  /** "+45". */
  signed: (value: number) => string;
  /** "1 234,50 ₽" from minor units. */
  money: (minor: number) => string;
}

const FormattingContext = createContext<Formatting | null>(null);

export function FormattingProvider({
  language,
  pointsName,
  currency,
  children,
}: FormattingOptions & { children: ReactNode }) {
  const value = useMemo(
    () => formattingFor({ language, pointsName, currency }),
    [language, pointsName, currency],
  );
  return <FormattingContext value={value}>{children}</FormattingContext>;
}

export function useFormatting(): Formatting {
  const formatting = useContext(FormattingContext);
  if (!formatting) throw new Error('useFormatting needs a FormattingProvider above');
  return formatting;
}

export function formattingFor({ language, pointsName, currency }: FormattingOptions): Formatting {
  return {
    count: formatCount,
    points: (value) => formatPoints(value, pointsName, language),
    noun: (value) => pointsNoun(value, pointsName, language),
    signed: formatSigned,
    money: (minor) => formatMoney(minor, currency, language),
  };
}
