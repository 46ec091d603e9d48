/** Purchases of the brand, one of them whole, and refunding. */
import { type CallInput, newIdempotencyKey } from '@regulars/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { dayStart } from '../../app/parts/moments.ts';
import { sendUntilAnswered } from '../../app/parts/send-until-answered.ts';
import { useCursorList } from '../../app/parts/use-list.ts';

export const purchaseFilters = { q: '', refunded: '', from: '', to: '', customer: '' };
export type PurchaseFilters = typeof purchaseFilters;

const refundStates = ['none', 'partly', 'fully'] as const;
const pageSize = 30;

export function usePurchases(filters: PurchaseFilters) {
  const { slug, zone } = useBrand();
  const refunded = refundStates.find((state) => state === filters.refunded);
  return useCursorList(['purchases', slug, filters], (cursor, signal) =>
    call(
      'listPurchases',
      {
        params: { slug },
        query: {
          limit: pageSize,
          ...(cursor ? { cursor } : {}),
          ...(filters.q ? { q: filters.q } : {}),
          ...(refunded ? { refunded } : {}),
          ...(filters.from ? { from: dayStart(filters.from, zone) } : {}),
          ...(filters.to ? { to: dayStart(filters.to, zone, 1) } : {}),
          ...(filters.customer ? { customerId: filters.customer } : {}),
        },
      },
      { signal },
    ),
  );
}

export function usePurchase(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['purchases', slug, id],
    queryFn: ({ signal }) => call('getPurchaseDetails', { params: { slug, id } }, { signal }),
  });
}

export type RefundBody = CallInput<'refundPurchaseByStaff'>['body'];

/** One key for one intended refund, however often it is sent. */
export function useRefund(id: string, body: RefundBody) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const intent = JSON.stringify([id, body]);
  const idempotencyKey = useMemo(() => intent && newIdempotencyKey(), [intent]);
  return useMutation({
    mutationFn: () =>
      sendUntilAnswered(() =>
        call('refundPurchaseByStaff', { params: { slug, id }, body }, { idempotencyKey }),
      ),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['purchases', slug] }),
        client.invalidateQueries({ queryKey: ['customers', slug] }),
        client.invalidateQueries({ queryKey: ['today', slug] }),
      ]),
  });
}
