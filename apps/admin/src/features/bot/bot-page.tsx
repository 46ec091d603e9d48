/** The page of bot. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';

export function BotPage() {
  const { t } = useTranslation('app');
  return <Page title={t('nav.bot')}>{null}</Page>;
}
