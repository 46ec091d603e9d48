/** Between pools and single coupons. */
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';

export function ShelfSwitch({ value }: { value: 'pools' | 'all' }) {
  const { t } = useTranslation('coupons');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  return (
    <SegmentedControl
      aria-label={t('title')}
      data={[
        { value: 'pools', label: t('shelf.pools') },
        { value: 'all', label: t('shelf.all') },
      ]}
      value={value}
      onChange={(shelf) => navigate(href(shelf === 'all' ? '/coupons/all' : '/coupons'))}
    />
  );
}
