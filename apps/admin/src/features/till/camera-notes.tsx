/** What stands in place of the camera's picture: it is starting, or why there is none and what to do. */
import { Button, Loader, Text } from '@mantine/core';
import { IconCamera, IconCameraOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraTrouble } from './camera-device.ts';

/** So long without a picture, the browser is most likely asking for permission. */
const askingAfterMs = 1_200;

export function CameraStarting() {
  const { t } = useTranslation('till');
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAsking(true), askingAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="till-camera-note" role="status">
      <Loader color="white" type="dots" size="sm" />
      <Text size="md">{t('camera.starting')}</Text>
      {isAsking && <Text size="sm">{t('camera.asking')}</Text>}
    </div>
  );
}

interface NoCameraProps {
  trouble: CameraTrouble;
  onRetry: () => void;
  onOff: () => void;
}

export function NoCamera({ trouble, onRetry, onOff }: NoCameraProps) {
  const { t } = useTranslation('till');
  return (
    <div className="till-camera-note" role="status">
      <IconCameraOff size={36} stroke={1.5} aria-hidden />
      <Text fw={600} size="lg">
        {t(`camera.${trouble}.title`)}
      </Text>
      <Text size="md" maw={380}>
        {t(`camera.${trouble}.help`)}
      </Text>
      <div className="till-camera-ways">
        {trouble !== 'insecure' && (
          <Button variant="white" color="dark" leftSection={<IconCamera size={18} />} onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
        <Button variant="outline" color="gray.3" onClick={onOff}>
          {t('camera.turnOff')}
        </Button>
      </div>
    </div>
  );
}
