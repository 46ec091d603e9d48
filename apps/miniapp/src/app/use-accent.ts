/** Gives CSS the brand's one accent and the ink that reads on it. */
import { inkOn } from '@regulars/ui/card-colors.ts';
import { useLayoutEffect } from 'react';

export function useAccent(accentColor: string): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--accent', accentColor);
    style.setProperty('--accent-ink', inkOn(accentColor));
  }, [accentColor]);
}
