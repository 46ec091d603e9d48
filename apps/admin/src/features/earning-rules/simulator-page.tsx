/** The simulator as a page of its own. */
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { Page } from '../../app/parts/page.tsx';
import { Simulator } from './simulator.tsx';

export function SimulatorPage() {
  const { t } = useTranslation('earning-rules');
  const { href } = useBrand();
  return (
    <Page
      title={t('simulator.title')}
      lead={t('simulator.lead')}
      actions={
        <Button
          component={Link}
          href={href('/earning-rules')}
          variant="default"
          leftSection={<IconArrowLeft size={18} aria-hidden />}
        >
          {t('nav.back')}
        </Button>
      }
    >
      <Simulator />
    </Page>
  );
}
