/** The page of programme. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function ProgrammePage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.programme')}>{null}</Page>;
}
