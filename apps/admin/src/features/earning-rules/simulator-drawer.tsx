/** The simulator beside the builder: the rule is tried as it stands in the form, saved or not. */
import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Trial } from './simulation-draft.ts';
import { Simulator } from './simulator.tsx';

interface SimulatorDrawerProps {
  opened: boolean;
  onClose: () => void;
  trial: Trial;
}

export function SimulatorDrawer({ opened, onClose, trial }: SimulatorDrawerProps) {
  const { t } = useTranslation('earning-rules');
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('simulator.tryTitle')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
      styles={{ body: { background: 'var(--surface-canvas)', paddingTop: 16 } }}
    >
      <Simulator trial={trial} isNarrow />
    </Drawer>
  );
}
