/** The simulator as a page of its own. */
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';
import { BackToRules } from './back-to-rules.tsx';
import { Simulator } from './simulator.tsx';

export function SimulatorPage() {
  const { t } = useTranslation('earning-rules');
  return (
    <Page title={t('simulator.title')} lead={t('simulator.lead')} actions={<BackToRules />}>
      <Simulator />
    </Page>
  );
}
