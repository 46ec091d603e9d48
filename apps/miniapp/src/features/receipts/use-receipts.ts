/** Own receipts, newest first, and sending one: by the text of its code or by a photo. */
import { newIdempotencyKey } from '@regulars/client/call';
import type { MyReceipt } from '@regulars/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { entriesKey, memberKey, useApi } from '../../app/api.tsx';
import { telegram } from '../../telegram.ts';
import { shrinkPhoto } from './shrink-photo.ts';

export type SentReceipt = { kind: 'code'; text: string } | { kind: 'photo'; photo: File };

const receiptsKey = ['receipts'] as const;
const pageSize = 20;
/** While something waits, the answer may come at any moment. */
const lookAgainMs = 5000;

export function useReceipts() {
  const { session } = useApi();
  const query = useInfiniteQuery({
    queryKey: receiptsKey,
    queryFn: ({ pageParam, signal }) =>
      session.call(
        'listMyReceipts',
        {
          params: { slug: session.slug },
          query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some(({ state: one }) => one === 'checking' || one === 'waiting')
        ? lookAgainMs
        : false,
  });
  const [first] = query.data?.pages ?? [];
  return { ...query, first, receipts: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

export function useSendReceipt() {
  const { session } = useApi();
  const queryClient = useQueryClient();
  const keyOf = useKeyOfSending();
  const { slug } = session;
  return useMutation({
    mutationFn: async (sent: SentReceipt): Promise<MyReceipt> => {
      const options = { idempotencyKey: keyOf(sent) };
      if (sent.kind === 'code') {
        return session.call('scanReceipt', { params: { slug }, body: { text: sent.text } }, options);
      }
      const body = new FormData();
      body.set('file', await shrinkPhoto(sent.photo));
      const input = { params: { slug }, body };
      return session.call('sendReceiptPhoto', input, options);
    },
    onSuccess: ({ state }) => {
      telegram.haptic(state === 'approved' ? 'success' : 'tap');
      void queryClient.invalidateQueries({ queryKey: receiptsKey });
      void queryClient.invalidateQueries({ queryKey: memberKey });
      void queryClient.invalidateQueries({ queryKey: entriesKey });
    },
    onError: () => telegram.haptic('error'),
  });
}

/** The same receipt tried again, as after a lost answer, is one sending. */
function useKeyOfSending(): (sent: SentReceipt) => string {
  const last = useRef<{ what: string | File; key: string } | null>(null);
  return (sent) => {
    const what = sent.kind === 'code' ? sent.text : sent.photo;
    if (last.current?.what !== what) last.current = { what, key: newIdempotencyKey() };
    return last.current.key;
  };
}
