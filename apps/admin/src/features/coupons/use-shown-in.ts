/** Words for customers in the reader's language, or in the other one where that is all there is. */
import { shownIn } from '@regulars/contracts/coupon-words';
import { useFormat } from '../../app/parts/use-format.ts';

export function useShownIn(): (text: { ru: string; en: string }) => string {
  const { language } = useFormat();
  return (text) => shownIn(text, language);
}
