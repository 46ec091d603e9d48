/** The page of brand. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function BrandPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.brand')}>{null}</Page>;
}
