/** One customer whole, and what staff may do with them. */
import { type CallInput, newIdempotencyKey } from '@regulars/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { sendUntilAnswered } from '../../app/parts/send-until-answered.ts';
import { useCursorList } from '../../app/parts/use-list.ts';

const entriesPageSize = 20;

export function useCustomer(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['customers', slug, id],
    queryFn: ({ signal }) => call('getCustomerProfile', { params: { slug, id } }, { signal }),
    enabled: id !== '',
  });
}

export function useCustomerEntries(id: string) {
  const { slug } = useBrand();
  return useCursorList(['customers', slug, id, 'entries'], (cursor, signal) =>
    call(
      'listProfileEntries',
      { params: { slug, id }, query: { limit: entriesPageSize, ...(cursor ? { cursor } : {}) } },
      { signal },
    ),
  );
}

type Adjustment = CallInput<'adjustProfile'>['body'];
export type Correction = CallInput<'updateProfile'>['body'];

export function useCustomerActions(id: string) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['customers', slug] });
  return {
    correct: useMutation({
      mutationFn: (body: Correction) => call('updateProfile', { params: { slug, id }, body }),
      onSuccess: refresh,
    }),
    erase: useMutation({
      mutationFn: () => call('deleteProfile', { params: { slug, id } }),
      onSuccess: refresh,
    }),
  };
}

/** One key for one intended adjustment: the same points and reason are never moved twice. */
export function useAdjustment(id: string, body: Adjustment) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const intent = JSON.stringify([id, body]);
  const idempotencyKey = useMemo(() => intent && newIdempotencyKey(), [intent]);
  return useMutation({
    mutationFn: () =>
      sendUntilAnswered(() => call('adjustProfile', { params: { slug, id }, body }, { idempotencyKey })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['customers', slug] }),
  });
}
