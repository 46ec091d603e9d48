/** An unsaved rule in this tab's storage: survives a reload and a session that ended, not a choice to leave. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { meKey } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useStaff } from '../../app/session.tsx';
import type { RuleDraft } from './rule-draft.ts';

interface Kept {
  /** The version that was being changed; 0 for a new rule. */
  baseVersion: number;
  draft: RuleDraft;
}

/** Raised when the shape of what is stored changes, so that an old tab starts anew. */
const shape = 1;

/** `ruleId` is null for a new rule. Answers what was kept when the editor opened. */
export function useKeptDraft(ruleId: string | null, current: Kept | null): void {
  const key = useKey(ruleId);
  const client = useQueryClient();
  useEffect(() => {
    if (current) sessionStorage.setItem(key, write(current));
    else sessionStorage.removeItem(key);
  }, [key, current]);
  useEffect(
    () => () => {
      // Signed out, the page goes without asking: what was typed must be there after the next sign-in.
      if (client.getQueryData(meKey) !== null) sessionStorage.removeItem(key);
    },
    [key, client],
  );
}

export function useFoundDraft(ruleId: string | null, baseVersion: number): RuleDraft | null {
  const key = useKey(ruleId);
  const [found] = useState(() => read(sessionStorage.getItem(key)));
  return found?.baseVersion === baseVersion ? found.draft : null;
}

function useKey(ruleId: string | null): string {
  const { slug } = useBrand();
  const { id } = useStaff();
  return `regulars.earning-rule.${shape}.${slug}.${id}.${ruleId ?? 'new'}`;
}

/** JSON has no NaN, which stands for an empty number here. */
const emptyMark = '\u0000empty';

function write(kept: Kept): string {
  return JSON.stringify(kept, (_, value) => (Number.isNaN(value) ? emptyMark : value));
}

function read(stored: string | null): Kept | null {
  if (stored === null) return null;
  return JSON.parse(stored, (_, value) => (value === emptyMark ? Number.NaN : value));
}
