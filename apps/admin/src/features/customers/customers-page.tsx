/** The page of customers. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function CustomersPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.customers')}>{null}</Page>;
}
