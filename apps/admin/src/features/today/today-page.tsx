/** The page of today. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function TodayPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.today')}>{null}</Page>;
}
