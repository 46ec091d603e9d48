/** Hears a hardware scanner, which types a card very fast and ends with Enter, wherever the focus is. */
import { useEffect, useRef } from 'react';
import { isCard, scannedCharacter } from './scan-text.ts';

/** Scanners press a key every few milliseconds; people do not. */
const longestGapMs = 80;
const longestCard = 256;

/**
 * Calls back with a scanned card. Returns a question for other listeners: is a card being typed right now,
 * so that its digits are not taken for an amount?
 */
export function useScanner(onCard: (card: string) => void): () => boolean {
  const heard = useRef({ text: '', at: 0 });
  const latest = useRef(onCard);
  latest.current = onCard;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Shift') return;
      const { text, at } = heard.current;
      const isFast = event.timeStamp - at < longestGapMs;
      if (event.key === 'Enter') {
        heard.current = { text: '', at: 0 };
        if (!isFast || !isCard(text)) return;
        event.preventDefault();
        event.stopPropagation();
        latest.current(text);
        return;
      }
      const character = scannedCharacter(event);
      if (character === null) return;
      heard.current = { text: ((isFast ? text : '') + character).slice(-longestCard), at: event.timeStamp };
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
  return () => heard.current.text.startsWith('R');
}
