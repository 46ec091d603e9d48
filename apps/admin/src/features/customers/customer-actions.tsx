/** What the reader's role may do with a customer: move points, correct details, merge, erase. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import type { CustomerProfile } from '@regulars/contracts';
import { IconArrowMerge, IconDots, IconEdit, IconPlusMinus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { AdjustDialog } from './adjust-dialog.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';

export function CustomerActions({ customer }: { customer: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const { may } = useBrand();
  const [open, setOpen] = useState<'adjust' | 'correct' | 'merge' | 'erase' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      {may('points.adjust') && (
        <Button leftSection={<IconPlusMinus size={18} />} onClick={() => setOpen('adjust')}>
          {t('adjust.action')}
        </Button>
      )}
      {(may('customers.write') || may('customers.merge') || may('customers.delete')) && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t('acts')}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {may('customers.write') && (
              <Menu.Item leftSection={<IconEdit size={16} />} onClick={() => setOpen('correct')}>
                {t('correct.action')}
              </Menu.Item>
            )}
            {may('customers.merge') && (
              <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => setOpen('merge')}>
                {t('merge.action')}
              </Menu.Item>
            )}
            {may('customers.delete') && (
              <Menu.Item
                c="var(--mantine-color-error)"
                leftSection={<IconTrash size={16} />}
                onClick={() => setOpen('erase')}
              >
                {t('erase.action')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {open === 'adjust' && <AdjustDialog customer={customer} onClose={close} />}
      {open === 'correct' && <CorrectDialog customer={customer} onClose={close} />}
      {open === 'merge' && <MergeDialog customer={customer} onClose={close} />}
      {open === 'erase' && <EraseDialog customer={customer} onClose={close} />}
    </>
  );
}
