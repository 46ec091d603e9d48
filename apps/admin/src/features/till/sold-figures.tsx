/** The figures of a sale that are said aloud: paid, spent, earned, and the new balance. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from '../customers/customer-name.tsx';
import type { TillCustomer } from './draft.ts';
import type { Sold } from './use-sale.ts';

export function SoldFigures({ result, customer }: { result: Sold; customer: TillCustomer | null }) {
  const { t } = useTranslation('till');
  const format = useFormat();
  const nameOf = useCustomerName();
  // What takes nothing off the bill is handed over.
  const gifts = result.coupons.filter(({ isApplied, discountMinor }) => isApplied && discountMinor === 0);
  const waiting = result.entries.find(({ kind, pending }) => kind === 'accrual' && pending);
  return (
    <>
      <div>
        <Text size="lg">{t('sold.paid')}</Text>
        <div className="till-result-paid">{format.money(result.paidMinor)}</div>
        {customer && <Text size="lg">{nameOf(customer)}</Text>}
      </div>
      <dl className="till-result-figures">
        {result.couponDiscountMinor > 0 && (
          <Figure label={t('bill.coupons')}>{format.money(-result.couponDiscountMinor)}</Figure>
        )}
        {result.redeemedPoints > 0 && (
          <Figure label={t('sold.spent')}>{format.points(-result.redeemedPoints)}</Figure>
        )}
        <Figure label={t('sold.earned')}>{`+${format.points(result.earnedPoints)}`}</Figure>
        <Figure label={t('sold.balance')}>{format.points(result.wallet.available)}</Figure>
      </dl>
      {gifts.map(({ code, explanation }) => (
        <Text key={code} size="lg" fw={600}>
          {explanation}
        </Text>
      ))}
      {waiting?.activeFrom && (
        <Text size="md">{t('sold.activeFrom', { when: format.day(waiting.activeFrom) })}</Text>
      )}
    </>
  );
}

function Figure({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
