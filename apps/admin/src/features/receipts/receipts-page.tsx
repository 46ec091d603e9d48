/** Receipts that customers send: the queue for staff, what was decided, and what the brand decides about them. */
import { Button, Group, SegmentedControl } from '@mantine/core';
import type { ReceiptState } from '@regulars/contracts';
import { IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useRoute } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { Page } from '../../app/parts/page.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { Review } from './review.tsx';
import { ReceiptSettingsPage } from './settings-page.tsx';
import { useReceipts } from './use-receipts.ts';

const states = ['waiting', 'checking', 'approved', 'refused'] as const satisfies readonly ReceiptState[];

export function ReceiptsPage() {
  const [isSettings] = useRoute('/:slug/receipts/settings');
  return isSettings ? <ReceiptSettingsPage /> : <Receipts />;
}

function Receipts() {
  const { t } = useTranslation('receipts');
  const { href, may } = useBrand();
  const [{ state }, setAddress] = useAddressState({ state: 'waiting' });
  const shown = states.find((one) => one === state) ?? 'waiting';
  const waiting = useReceipts('waiting').total;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        may('programme.read') && (
          <Button
            component={Link}
            href={href('/receipts/settings')}
            variant="default"
            leftSection={<IconSettings size={16} />}
          >
            {t('settings.open')}
          </Button>
        )
      }
    >
      <Group mb="md">
        <SegmentedControl
          aria-label={t('states')}
          value={shown}
          onChange={(next) => setAddress({ state: next })}
          data={states.map((value) => ({
            value,
            label:
              value === 'waiting' && waiting
                ? t('stateCount', { state: t(`state.${value}`), count: waiting })
                : t(`state.${value}`),
          }))}
        />
      </Group>
      <Review key={shown} state={shown} />
    </Page>
  );
}
