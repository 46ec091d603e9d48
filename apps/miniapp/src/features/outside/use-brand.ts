/** Asks what anyone may know of the brand, for people who are not in Telegram. */
import { createClient, RefusalError } from '@regulars/client/call';
import { useCallback, useEffect, useState } from 'react';
import type { PublicBrand } from '../../app/boot.ts';
import { useWords } from '../../words/words.tsx';

export type BrandState =
  | { kind: 'loading' }
  | { kind: 'missing' }
  | { kind: 'failed' }
  | { kind: 'ready'; brand: PublicBrand };

export function useBrand(slug: string): { state: BrandState; retry: () => void } {
  const { language } = useWords();
  const [state, setState] = useState<BrandState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  // Another attempt is another call.
  useEffect(() => {
    const controller = new AbortController();
    const call = createClient({ headers: () => ({ 'accept-language': language }) });
    call('getBrand', { params: { slug } }, { signal: controller.signal }).then(
      (brand) => setState({ kind: 'ready', brand }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        const isMissing = error instanceof RefusalError && error.code === 'brand_not_found';
        setState({ kind: isMissing ? 'missing' : 'failed' });
      },
    );
    return () => controller.abort();
  }, [slug, language, attempt]);

  const retry = useCallback(() => {
    setState({ kind: 'loading' });
    setAttempt((count) => count + 1);
  }, []);
  return { state, retry };
}
