/** The page of audit. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function AuditPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.audit')}>{null}</Page>;
}
