/** The page of purchases. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function PurchasesPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.purchases')}>{null}</Page>;
}
