/** Sells: sends the purchase until the server answers, with one key for one intended purchase. */
import { type CallOutput, newIdempotencyKey, RefusalError } from '@regulars/client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { mayHaveHappened, sendUntilAnswered } from '../../app/parts/send-until-answered.ts';
import type { Draft, PurchaseBody, Sending, TillCustomer } from './draft.ts';

export type Sold = CallOutput<'tillPurchase'>;

export type SaleState =
  | { phase: 'idle' }
  | { phase: 'sending'; attempt: number }
  /** No answer for minutes: it is not known whether the purchase was booked. */
  | { phase: 'unknown'; error: unknown }
  | { phase: 'sold'; result: Sold; customer: TillCustomer | null }
  | { phase: 'refused'; error: unknown };

interface SaleProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  startAnew: () => void;
}

export function useSale({ draft, change, startAnew }: SaleProps) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const [state, setState] = useState<SaleState>({ phase: 'idle' });
  const isRunning = useRef(false);
  const { customer, sending } = draft;

  const run = useCallback(
    async ({ key, body }: Sending) => {
      if (isRunning.current) return;
      isRunning.current = true;
      setState({ phase: 'sending', attempt: 1 });
      try {
        const result = await sendUntilAnswered(
          () => call('tillPurchase', { params: { slug }, body }, { idempotencyKey: key }),
          { onRetry: (attempt) => setState({ phase: 'sending', attempt }) },
        );
        setState({ phase: 'sold', result, customer });
        startAnew();
        void client.invalidateQueries({ queryKey: ['purchases', slug] });
        void client.invalidateQueries({ queryKey: ['customers', slug] });
        void client.invalidateQueries({ queryKey: ['today', slug] });
      } catch (error) {
        const isUnknown = mayHaveHappened(error) || isSignedOut(error);
        // The key is kept only while the purchase may have been booked under it.
        if (!isUnknown) change({ sending: null });
        setState({ phase: isUnknown ? 'unknown' : 'refused', error });
      } finally {
        isRunning.current = false;
      }
    },
    [slug, change, startAnew, client, customer],
  );

  useEffect(() => {
    // A purchase that was on its way when the page reloaded goes on with its own key.
    if (sending && state.phase === 'idle') void run(sending);
  }, [sending, state.phase, run]);

  return {
    state,
    sell: (body: PurchaseBody) => {
      const intended = { key: newIdempotencyKey(), body };
      change({ sending: intended });
      void run(intended);
    },
    tryAgain: () => {
      if (sending) void run(sending);
    },
    reset: () => setState({ phase: 'idle' }),
  };
}

/** An earlier try may have been booked before the session ended; signing in again leads back to it. */
function isSignedOut(error: unknown): boolean {
  return error instanceof RefusalError && error.status === 401;
}
