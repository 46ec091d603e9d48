/** Until when a coupon can be used, or what became of it. */
import { sayDate, sayDay, sayLastDay } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import type { Coupon } from './use-coupons.ts';

export function CouponLife({ coupon }: { coupon: Coupon }) {
  const { t, language } = useWords();
  const { state, validFrom, expiresAt, redeemedAt, cancelledAt } = coupon;
  if (state === 'redeemed')
    return t('coupons.redeemed', { date: redeemedAt ? sayDay(redeemedAt, language) : '' });
  if (state === 'cancelled')
    return t('coupons.cancelled', { date: cancelledAt ? sayDay(cancelledAt, language) : '' });
  if (state === 'expired')
    return t('coupons.expired', { date: expiresAt ? sayLastDay(expiresAt, language) : '' });
  if (validFrom && Date.parse(validFrom) > Date.now()) {
    return t('coupons.starts', { date: sayDate(validFrom, language) });
  }
  return expiresAt ? t('coupons.lastDay', { date: sayLastDay(expiresAt, language) }) : t('coupons.forever');
}
