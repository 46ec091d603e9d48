/** What has become of a coupon, as a badge. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Coupon } from './use-coupons.ts';

const colors = { issued: 'leaf', redeemed: 'gray', cancelled: 'gray', expired: 'gray' } as const;

export function CouponState({ state }: { state: Coupon['state'] }) {
  const { t } = useTranslation('coupons');
  return (
    <Badge variant={state === 'issued' ? 'light' : 'default'} color={colors[state]} tt="none" fw={500}>
      {t(`state.${state}`)}
    </Badge>
  );
}
