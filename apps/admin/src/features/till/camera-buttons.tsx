/** Over the camera's picture: its light, the other camera, and off. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBulb, IconBulbOff, IconCameraOff, IconCameraRotate } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenCamera, OpenCamera, Torch } from './camera-device.ts';

interface CameraButtonsProps {
  camera: OpenCamera;
  onNext: (camera: ChosenCamera) => void;
  onOff: () => void;
}

export function CameraButtons({ camera: { next, torch }, onNext, onOff }: CameraButtonsProps) {
  const { t } = useTranslation('till');
  return (
    <div className="till-camera-buttons">
      {torch && <TorchButton torch={torch} />}
      {next && (
        <RoundButton label={t('camera.turn')} onClick={() => onNext(next)}>
          <IconCameraRotate size={22} />
        </RoundButton>
      )}
      <RoundButton label={t('camera.turnOff')} onClick={onOff}>
        <IconCameraOff size={22} />
      </RoundButton>
    </div>
  );
}

function TorchButton({ torch }: { torch: Torch }) {
  const { t } = useTranslation('till');
  const [isOn, setOn] = useState(false);
  async function toggle() {
    // A light that refuses, as on a hot phone, leaves the button as it was.
    await torch.turn(!isOn).then(
      () => setOn(!isOn),
      () => undefined,
    );
  }
  return (
    <RoundButton label={t('camera.torch')} isPressed={isOn} onClick={() => void toggle()}>
      {isOn ? <IconBulb size={22} /> : <IconBulbOff size={22} />}
    </RoundButton>
  );
}

interface RoundButtonProps {
  label: string;
  isPressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function RoundButton({ label, isPressed, onClick, children }: RoundButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        className="till-camera-button"
        variant="transparent"
        size={44}
        radius="xl"
        aria-label={label}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
