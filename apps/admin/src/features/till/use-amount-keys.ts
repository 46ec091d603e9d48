/** The keyboard types the amount from anywhere but a text field; Enter goes on. */
import { useEffect, useRef } from 'react';
import { type PadKey, padKeyOf } from './keypad.ts';
import { useScanner } from './use-scanner.ts';

interface AmountKeys {
  isOn: boolean;
  onKey: (key: PadKey) => void;
  onEnter: () => void;
}

export function useAmountKeys(props: AmountKeys): void {
  const latest = useRef(props);
  latest.current = props;
  // A card scanned by chance must not ring up its digits.
  const isScanning = useRef(useScanner(() => undefined));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { isOn, onKey, onEnter } = latest.current;
      if (!isOn || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTextField(event.target) || document.querySelector('[aria-modal="true"]')) return;
      if (event.key === 'Enter' && !isButton(event.target)) {
        event.preventDefault();
        onEnter();
        return;
      }
      const key = padKeyOf(event.key);
      if (!key || isScanning.current()) return;
      event.preventDefault();
      onKey(key);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox'].includes(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** A focused button or link does its own thing on Enter. */
function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a') !== null;
}
