/** The camera's picture with a frame for the QR, and clear help when there is no picture. */
import { ActionIcon, Button, Loader, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCamera, IconCameraOff, IconCameraRotate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CameraState, type Facing, useCamera } from './use-camera.ts';

interface CameraViewProps {
  /** True while something lies over the page. */
  isResting: boolean;
  isLooking: boolean;
  onText: (text: string) => void;
}

export function CameraView({ isResting, isLooking, onText }: CameraViewProps) {
  const { t } = useTranslation('till');
  const [isOff, setOff] = useLocalStorage({
    key: 'regulars.till.cameraOff',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return (
    <section className="till-camera" aria-label={t('camera.label')}>
      {isOff ? (
        <div className="till-camera-note">
          <IconCameraOff size={36} stroke={1.5} aria-hidden />
          <Button variant="white" color="dark" onClick={() => setOff(false)}>
            {t('camera.turnOn')}
          </Button>
        </div>
      ) : (
        !isResting && <Live isLooking={isLooking} onText={onText} onOff={() => setOff(true)} />
      )}
    </section>
  );
}

function Live({
  isLooking,
  onText,
  onOff,
}: {
  isLooking: boolean;
  onText: (text: string) => void;
  onOff: () => void;
}) {
  const { t } = useTranslation('till');
  const [attempt, setAttempt] = useState(0);
  const [facing, setFacing] = useLocalStorage<Facing>({
    key: 'regulars.till.facing',
    defaultValue: 'environment',
    getInitialValueInEffect: false,
  });
  const { state, video } = useCamera(facing, attempt, onText);
  const mirror = facing === 'user' ? { transform: 'scaleX(-1)' } : {};
  return (
    <>
      <video ref={video} muted playsInline style={mirror} aria-hidden />
      {state === 'scanning' && (
        <>
          <div className="till-camera-frame" />
          <div className="till-camera-caption" role="status">
            {t(isLooking ? 'camera.looking' : 'camera.aim')}
          </div>
          <ActionIcon
            className="till-camera-switch"
            variant="filled"
            color="dark"
            size={44}
            radius="xl"
            aria-label={t('camera.turn')}
            onClick={() => setFacing(facing === 'user' ? 'environment' : 'user')}
          >
            <IconCameraRotate size={22} />
          </ActionIcon>
        </>
      )}
      {state === 'starting' && (
        <div className="till-camera-note" role="status">
          <Loader color="white" type="dots" size="sm" />
          <Text size="md">{t('camera.starting')}</Text>
        </div>
      )}
      {(state === 'refused' || state === 'insecure' || state === 'missing') && (
        <NoCamera state={state} onRetry={() => setAttempt((count) => count + 1)} onOff={onOff} />
      )}
    </>
  );
}

interface NoCameraProps {
  state: Exclude<CameraState, 'starting' | 'scanning'>;
  onRetry: () => void;
  onOff: () => void;
}

function NoCamera({ state, onRetry, onOff }: NoCameraProps) {
  const { t } = useTranslation('till');
  return (
    <div className="till-camera-note" role="status">
      <IconCameraOff size={36} stroke={1.5} aria-hidden />
      <Text fw={600} size="lg">
        {t(`camera.${state}.title`)}
      </Text>
      <Text size="md" maw={380}>
        {t(`camera.${state}.help`)}
      </Text>
      <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: 8, marginTop: 4 }}>
        {state !== 'insecure' && (
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
