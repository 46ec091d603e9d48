/** The page of staff. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function StaffPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.staff')}>{null}</Page>;
}
