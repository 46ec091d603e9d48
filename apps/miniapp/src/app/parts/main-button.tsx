/** The one main action of a screen: Telegram's own button, or ours at the bottom where Telegram has none. */
import { useEffect, useRef, useState } from 'react';
import { telegram } from '../../telegram.ts';

export interface MainButtonProps {
  text: string;
  onPress: () => void;
  isLoading?: boolean;
  isEnabled?: boolean;
}

export function MainButton({ text, onPress, isLoading = false, isEnabled = true }: MainButtonProps) {
  const [isTelegrams] = useState(telegram.hasMainButton);
  const press = useRef(onPress);
  useEffect(() => {
    press.current = onPress;
  }, [onPress]);

  useEffect(() => {
    if (!isTelegrams) return undefined;
    const off = telegram.onMainButton(() => press.current());
    return () => {
      off();
      telegram.hideMainButton();
    };
  }, [isTelegrams]);

  useEffect(() => {
    if (isTelegrams) telegram.setMainButton({ text, isEnabled, isLoading });
  }, [isTelegrams, text, isEnabled, isLoading]);

  if (isTelegrams) return null;
  return (
    <div className="bottom-bar">
      <button
        className="button"
        type="button"
        onClick={onPress}
        disabled={!isEnabled || isLoading}
        aria-busy={isLoading}
      >
        {text}
      </button>
    </div>
  );
}
