/** The page of api-keys. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function ApiKeysPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.apiKeys')}>{null}</Page>;
}
