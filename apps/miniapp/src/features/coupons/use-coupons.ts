/** Own coupons: those to use, those of the past, one with its code, and taking one by a typed code. */
import { type CallOutput, RefusalError } from '@regulars/client/call';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { memberKey, useApi } from '../../app/api.tsx';
import { telegram } from '../../telegram.ts';

export type Coupon = CallOutput<'getMyCoupon'>;

/** Under the member's own key: the live stream that tells of a used coupon refreshes them too. */
export const couponsKey = [...memberKey, 'coupons'] as const;
const pageSize = 30;
/** A till uses the coupon up while it is shown; the stream may be cut off. */
const lookAgainMs = 4_000;

export function useCoupons(of: 'open' | 'past') {
  const { session } = useApi();
  const query = useInfiniteQuery({
    queryKey: [...couponsKey, of],
    queryFn: ({ pageParam, signal }) =>
      session.call(
        'listMyCoupons',
        {
          params: { slug: session.slug },
          query: { of, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, coupons: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

export function useCoupon(id: string) {
  const { session } = useApi();
  return useQuery({
    queryKey: [...couponsKey, 'one', id],
    queryFn: ({ signal }) => session.call('getMyCoupon', { params: { slug: session.slug, id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'issued' ? lookAgainMs : false),
  });
}

export function useClaim(onClaimed: (coupon: Coupon) => void) {
  const { session } = useApi();
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (code: string) =>
      session.call('claimCoupon', { params: { slug: session.slug }, body: { code } }),
    onSuccess: (coupon) => {
      telegram.haptic('success');
      void client.invalidateQueries({ queryKey: couponsKey });
      onClaimed(coupon);
    },
    onError: () => telegram.haptic('error'),
  });
  return { ...mutation, waitSeconds: useWait(mutation.error) };
}

/** Seconds until another try is let through, counted down; 0 when there is nothing to wait for. */
function useWait(error: unknown): number {
  const told = error instanceof RefusalError ? (error.problem.retryAfterSeconds ?? 0) : 0;
  const [left, setLeft] = useState(0);
  useEffect(() => {
    setLeft(told);
    if (told === 0) return undefined;
    const endsAt = performance.now() + told * 1_000;
    const timer = setInterval(
      () => setLeft(Math.max(0, Math.ceil((endsAt - performance.now()) / 1_000))),
      500,
    );
    return () => clearInterval(timer);
  }, [told, error]);
  return left;
}
