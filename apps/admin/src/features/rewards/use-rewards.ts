/** The catalogue: reading, adding, changing, ordering, putting on sale and archiving, and pictures. */
import type { CallInput, CallOutput } from '@regulars/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useCursorList } from '../../app/parts/use-list.ts';

export type Reward = CallOutput<'listRewards'>['items'][number];
export type RewardDetails = CallOutput<'getReward'>;
export type RewardBody = CallInput<'createReward'>['body'];

const rootKey = (slug: string) => ['rewards', slug] as const;
const pageSize = 30;

export const rewardStates = ['draft', 'active', 'archived'] as const;
export const rewardFilters = { q: '', state: '', category: '' };
export type RewardFilters = { [K in keyof typeof rewardFilters]: string };

/** What the list and its export are asked for. */
export function rewardQuery(filters: RewardFilters) {
  const state = rewardStates.find((one) => one === filters.state);
  return {
    ...(filters.q ? { q: filters.q } : {}),
    ...(state ? { state } : {}),
    ...(filters.category ? { category: filters.category } : {}),
  };
}

export function useRewards(filters: RewardFilters) {
  const { slug } = useBrand();
  return useCursorList([...rootKey(slug), 'list', filters], (cursor, signal) =>
    call(
      'listRewards',
      {
        params: { slug },
        query: { limit: pageSize, ...(cursor ? { cursor } : {}), ...rewardQuery(filters) },
      },
      { signal },
    ),
  );
}

/** Categories that are in use, to filter by and to choose from. */
export function useCategories(): string[] {
  const { slug } = useBrand();
  const { data } = useQuery({
    queryKey: [...rootKey(slug), 'categories'],
    queryFn: ({ signal }) => call('listRewards', { params: { slug }, query: { limit: 1 } }, { signal }),
  });
  return data?.categories ?? [];
}

export function useReward(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: [...rootKey(slug), 'one', id],
    queryFn: ({ signal }) => call('getReward', { params: { slug, id } }, { signal }),
    refetchOnWindowFocus: false,
  });
}

export function useRewardActions() {
  const { slug } = useBrand();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: rootKey(slug) });
  const at = (id: string) => ({ params: { slug, id } });
  return {
    create: useMutation({
      mutationFn: (body: RewardBody) => call('createReward', { params: { slug }, body }),
      onSuccess,
    }),
    save: useMutation({
      mutationFn: ({ id, body }: { id: string; body: RewardBody }) => call('saveReward', { ...at(id), body }),
      onSuccess,
    }),
    setState: useMutation({
      mutationFn: ({ id, state }: { id: string; state: Reward['state'] }) =>
        call('setRewardState', { ...at(id), body: { state } }),
      onSuccess,
    }),
    order: useMutation({
      mutationFn: (ids: string[]) => call('orderRewards', { params: { slug }, body: { ids } }),
      onSuccess,
    }),
    upload: useMutation({
      mutationFn: ({ id, file }: { id: string; file: File }) => {
        const body = new FormData();
        body.set('file', file);
        const input = { ...at(id), body };
        return call('uploadRewardPicture', input);
      },
      onSuccess,
    }),
    removePicture: useMutation({
      mutationFn: (id: string) => call('removeRewardPicture', at(id)),
      onSuccess,
    }),
  };
}
