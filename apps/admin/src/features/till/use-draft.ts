/** The till's draft in this tab's storage: survives a reload, ends with the tab. */
import { useSessionStorage } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import { useBrand } from '../../app/brand.tsx';
import { useStaff } from '../../app/session.tsx';
import { type Draft, emptyDraft, type TillCustomer } from './draft.ts';
import { receiptNumber } from './receipt-number.ts';

/** Raised when the shape of what is stored changes, so that an old tab starts anew. */
const shape = 2;
const recentCount = 6;

export interface RecentCustomer {
  customer: TillCustomer;
  at: string;
}

export function useDraft() {
  const { slug, zone } = useBrand();
  const { id } = useStaff();
  const storage = `regulars.till.${shape}.${slug}.${id}`;
  const fresh = useCallback(() => emptyDraft(receiptNumber(new Date(), zone, Math.random)), [zone]);
  const [first] = useState(fresh);
  const [draft, setDraft] = useSessionStorage<Draft>({
    key: `${storage}.draft`,
    defaultValue: first,
    getInitialValueInEffect: false,
  });
  const [recent, setRecent] = useSessionStorage<RecentCustomer[]>({
    key: `${storage}.recent`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const change = useCallback(
    (part: Partial<Draft>) => setDraft((current) => ({ ...current, ...part })),
    [setDraft],
  );
  const remember = useCallback(
    (customer: TillCustomer) =>
      setRecent((known) =>
        [
          { customer, at: new Date().toISOString() },
          ...known.filter((one) => one.customer.id !== customer.id),
        ].slice(0, recentCount),
      ),
    [setRecent],
  );
  /** The next purchase, for nobody yet. */
  const startAnew = useCallback(() => setDraft(fresh()), [setDraft, fresh]);
  return { draft, change, startAnew, recent, remember };
}
