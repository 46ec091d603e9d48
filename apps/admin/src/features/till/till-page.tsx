/** The page of till. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function TillPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.till')}>{null}</Page>;
}
