/** The page of account. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function AccountPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.account')}>{null}</Page>;
}
