/** The page of system. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function SystemPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.system')}>{null}</Page>;
}
