/** The camera's picture with a frame for the QR, what the camera makes of it, and help when there is no picture. */
import { Button } from '@mantine/core';
import { useDocumentVisibility, useLocalStorage } from '@mantine/hooks';
import { IconCamera, IconCameraOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraButtons } from './camera-buttons.tsx';
import type { ChosenCamera } from './camera-device.ts';
import { CameraStarting, NoCamera } from './camera-notes.tsx';
import { isCard, isCoupon } from './scan-text.ts';
import { useCamera } from './use-camera.ts';

interface CameraViewProps {
  /** True while something lies over the page. */
  isResting: boolean;
  isLooking: boolean;
  /** The card that found the last customer: it is used up, and often still lies before the camera. */
  usedCard: string | null;
  onCard: (card: string) => void;
  /** There is no picture: the person goes on with the code. */
  onTrouble: () => void;
}

export function CameraView({ isResting, ...live }: CameraViewProps) {
  const { t } = useTranslation('till');
  // A page that nobody sees lets the camera go.
  const isHidden = useDocumentVisibility() === 'hidden';
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
          <Button
            variant="white"
            color="dark"
            size="md"
            leftSection={<IconCamera size={20} />}
            onClick={() => setOff(false)}
          >
            {t('camera.turnOn')}
          </Button>
        </div>
      ) : (
        !isResting && !isHidden && <Live {...live} onOff={() => setOff(true)} />
      )}
    </section>
  );
}

/** What is said of a code that cannot be looked up. */
type Notice = 'foreign' | 'used';
const noticeMs = 4_000;

interface LiveProps extends Omit<CameraViewProps, 'isResting'> {
  onOff: () => void;
}

function Live({ isLooking, usedCard, onCard, onTrouble, onOff }: LiveProps) {
  const { t } = useTranslation('till');
  const [chosen, setChosen] = useLocalStorage<ChosenCamera | null>({
    key: 'regulars.till.camera',
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const { notice, notify } = useNotice();
  const { state, video, retry } = useCamera(chosen, (text) => {
    if (!isCard(text) && !isCoupon(text)) return notify('foreign');
    if (text === usedCard) return notify('used');
    notify(null);
    onCard(text);
  });
  const isTroubled = state.phase === 'trouble';
  const tellTrouble = useRef(onTrouble);
  tellTrouble.current = onTrouble;
  useEffect(() => {
    if (isTroubled) tellTrouble.current();
  }, [isTroubled]);
  const isMirrored = state.phase === 'scanning' && state.camera.isMirrored;
  const look = isLooking ? 'looking' : (notice ?? 'aim');
  return (
    <>
      <video ref={video} muted playsInline data-mirrored={isMirrored || undefined} aria-hidden />
      {state.phase === 'scanning' && (
        <>
          <div className="till-camera-frame" data-look={look} />
          <CameraButtons camera={state.camera} onNext={setChosen} onOff={onOff} />
          <div className="till-camera-caption" data-look={look} role="status">
            <span>{t(`camera.${look}`)}</span>
          </div>
        </>
      )}
      {state.phase === 'starting' && <CameraStarting />}
      {state.phase === 'trouble' && <NoCamera trouble={state.trouble} onRetry={retry} onOff={onOff} />}
    </>
  );
}

/** Stays for a few seconds, then the camera says again what it waits for. */
function useNotice() {
  const [notice, setNotice] = useState<{ kind: Notice } | null>(null);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(null), noticeMs);
    return () => clearTimeout(timer);
  }, [notice]);
  return { notice: notice?.kind ?? null, notify: (kind: Notice | null) => setNotice(kind && { kind }) };
}
