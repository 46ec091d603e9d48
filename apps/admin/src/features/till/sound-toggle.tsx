/** Switches the sound of the result on and off, for this device. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSound } from './chime.ts';

export function SoundToggle() {
  const { t } = useTranslation('till');
  const { isOn, toggle } = useSound();
  const label = t(isOn ? 'sound.on' : 'sound.off');
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={38}
        aria-label={t('sound.label')}
        aria-pressed={isOn}
        onClick={toggle}
      >
        {isOn ? <IconVolume size={20} /> : <IconVolumeOff size={20} />}
      </ActionIcon>
    </Tooltip>
  );
}
