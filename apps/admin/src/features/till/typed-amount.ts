/** An amount while it is typed, as people write money: "1 234,5 ₽" for "1234.5". */
import type { Language } from '../../app/words.ts';

export function typedAmount(text: string, currency: string, language: Language): string {
  const [, fraction = ''] = text.split('.');
  const parts = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: fraction.length,
    maximumFractionDigits: fraction.length,
  }).formatToParts(Number(text || '0'));
  const point = language === 'ru' ? ',' : '.';
  const lastInteger = parts.findLastIndex(({ type }) => type === 'integer');
  return parts
    .map(({ value }, index) => (text.endsWith('.') && index === lastInteger ? value + point : value))
    .join('')
    .replaceAll('\u00a0', '\u202f');
}
