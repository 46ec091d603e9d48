/** The catalogue and one reward of it; both follow the balance, so they are asked for again when it changes. */
import { type CallOutput, newIdempotencyKey } from '@regulars/client/call';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { isPassing, memberKey, useApi } from '../../app/api.tsx';
import { telegram } from '../../telegram.ts';

export type Reward = CallOutput<'listOfferedRewards'>['items'][number];
export type Bought = CallOutput<'buyReward'>;

/** Under the member's own key: whatever changes the balance changes what is in reach. */
export const rewardsKey = [...memberKey, 'rewards'] as const;
const pageSize = 50;
const quickRetries = 3;

export function useRewards() {
  const { session } = useApi();
  const [q, setQuery] = useState('');
  const [category, setCategory] = useState('');
  const asked = useDeferredValue(q.trim());
  const query = useInfiniteQuery({
    queryKey: [...rewardsKey, asked, category],
    queryFn: ({ pageParam, signal }) =>
      session.call(
        'listOfferedRewards',
        {
          params: { slug: session.slug },
          query: {
            limit: pageSize,
            ...(pageParam ? { cursor: pageParam } : {}),
            ...(asked ? { q: asked } : {}),
            ...(category ? { category } : {}),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
  const rewards = query.data?.pages.flatMap((page) => page.items) ?? [];
  return {
    ...query,
    inReach: rewards.filter(isInReach),
    others: rewards.filter((reward) => !isInReach(reward)),
    categories: query.data?.pages[0]?.categories ?? [],
    q,
    setQuery,
    category,
    setCategory,
    isFiltered: asked !== '' || category !== '',
  };
}

function isInReach({ availability }: Reward): boolean {
  return availability === 'available';
}

export function useReward(id: string) {
  const { session } = useApi();
  return useQuery({
    queryKey: [...rewardsKey, 'one', id],
    queryFn: ({ signal }) =>
      session.call('getOfferedReward', { params: { slug: session.slug, id } }, { signal }),
  });
}

/** One key for one intended purchase, however often it is sent. */
export function useBuying(reward: Reward, onBought: (bought: Bought) => void) {
  const { session } = useApi();
  const client = useQueryClient();
  const [quantity, setQuantity] = useState(reward.quantityStep);
  const [idempotencyKey, setKey] = useState(newIdempotencyKey);
  const mutation = useMutation({
    mutationFn: () =>
      session.call(
        'buyReward',
        {
          params: { slug: session.slug, id: reward.id },
          body: { quantity, pricePoints: reward.pricePoints },
        },
        { idempotencyKey },
      ),
    retry: (failures, error) => failures < quickRetries && isPassing(error),
    retryDelay: 600,
    onSuccess: (bought) => {
      telegram.haptic('success');
      void client.invalidateQueries({ queryKey: memberKey });
      onBought(bought);
    },
    onError: () => {
      telegram.haptic('error');
      // A refusal is kept under its key; trying again is another purchase, by what is true now.
      setKey(newIdempotencyKey());
      void client.invalidateQueries({ queryKey: rewardsKey });
    },
  });
  return { ...mutation, quantity, setQuantity };
}
