/** Tells of movements that came while the person was looking: a short note, a touch, a fresh history. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { telegram } from '../telegram.ts';
import { entriesKey, useMember } from './api.tsx';
import { useToast } from './parts/toast.tsx';

/** A purchase makes two movements at most: spent and earned. */
const maxTold = 2;

export function useNews(): void {
  const { recentEntries } = useMember();
  const queryClient = useQueryClient();
  const toast = useToast();
  const seen = useRef(new Set(recentEntries.map((entry) => entry.id)));

  useEffect(() => {
    const fresh = recentEntries.filter((entry) => !seen.current.has(entry.id));
    if (fresh.length === 0) return;
    for (const entry of fresh) seen.current.add(entry.id);
    void queryClient.invalidateQueries({ queryKey: entriesKey });
    telegram.haptic(fresh.some((entry) => entry.points > 0) ? 'success' : 'warning');
    toast(
      fresh
        .slice(0, maxTold)
        .reverse()
        .map((entry) => entry.explanation)
        .join('\n'),
    );
  }, [recentEntries, queryClient, toast]);
}
