/** What is being typed over what was saved: changed in parts, compared, and thrown away. */
import { useState } from 'react';

export function useDraft<D extends object>(first: () => D) {
  const [saved, setSaved] = useState(first);
  const [draft, setDraft] = useState(saved);
  return {
    draft,
    change: (part: Partial<D>) => setDraft((current) => ({ ...current, ...part })),
    isDirty: JSON.stringify(draft) !== JSON.stringify(saved),
    discard: () => setDraft(saved),
    /** The server has it now. */
    settle: () => setSaved(draft),
  };
}
