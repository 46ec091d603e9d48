/** Making two records of one person one: finding the other, seeing what comes out, doing it. */
import { newIdempotencyKey } from '@regulars/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { sendUntilAnswered } from '../../app/parts/send-until-answered.ts';

const shownOthers = 6;
const shortestSearch = 2;

/** Customers by name, phone, code or external id, without the one that is open. */
export function useOthers(id: string, q: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['customers', slug, 'others', q],
    queryFn: ({ signal }) =>
      call('searchCustomers', { params: { slug }, query: { q, limit: shownOthers + 1 } }, { signal }),
    enabled: q.length >= shortestSearch,
    select: ({ items }) => items.filter((one) => one.id !== id).slice(0, shownOthers),
  });
}

export function useMergePreview(id: string, otherId: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['customers', slug, id, 'merge', otherId],
    queryFn: ({ signal }) =>
      call('previewMerge', { params: { slug, id }, body: { customerId: otherId } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** One key for the dialog: an answer that got lost on its way merges nothing twice. */
export function useMerge(id: string, otherId: string) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  return useMutation({
    mutationFn: () =>
      sendUntilAnswered(() =>
        call('mergeProfiles', { params: { slug, id }, body: { customerId: otherId } }, { idempotencyKey }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['customers', slug] }),
  });
}
