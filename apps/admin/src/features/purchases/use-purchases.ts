/** Purchases of the brand, one of them whole, and refunding: what it would do, and doing it. */
import { useDebouncedValue } from '@mantine/hooks';
import { type CallInput, newIdempotencyKey } from '@regulars/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { dayStart } from '../../app/parts/moments.ts';
import { sendUntilAnswered } from '../../app/parts/send-until-answered.ts';
import { useCursorList } from '../../app/parts/use-list.ts';

export const purchaseFilters = { q: '', refunded: '', from: '', to: '', customer: '', shop: '' };
export type PurchaseFilters = typeof purchaseFilters;

const refundStates = ['none', 'partly', 'fully'] as const;
const pageSize = 30;
const typingPauseMs = 220;

export function usePurchases(filters: PurchaseFilters) {
  const { slug, zone } = useBrand();
  return useCursorList(['purchases', slug, filters], (cursor, signal) =>
    call(
      'listPurchases',
      {
        params: { slug },
        query: {
          limit: pageSize,
          ...(cursor ? { cursor } : {}),
          ...purchaseQuery(filters, zone),
        },
      },
      { signal },
    ),
  );
}

/** What the list and its export are asked for. */
export function purchaseQuery(filters: PurchaseFilters, zone: string) {
  const refunded = refundStates.find((state) => state === filters.refunded);
  return {
    ...(filters.q ? { q: filters.q } : {}),
    ...(refunded ? { refunded } : {}),
    ...(filters.from ? { from: dayStart(filters.from, zone) } : {}),
    ...(filters.to ? { to: dayStart(filters.to, zone, 1) } : {}),
    ...(filters.customer ? { customerId: filters.customer } : {}),
    ...(filters.shop ? { shopId: filters.shop } : {}),
  };
}

export function usePurchase(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['purchases', slug, id],
    queryFn: ({ signal }) => call('getPurchaseDetails', { params: { slug, id } }, { signal }),
  });
}

export type RefundBody = CallInput<'refundPurchaseByStaff'>['body'];

/** What the refund would do, by the server that will do it; asked again when the typing pauses. */
export function useRefundForecast(id: string, body: RefundBody, isReady: boolean) {
  const { slug } = useBrand();
  const { externalId: _number, ...part } = body;
  const wanted = JSON.stringify(part);
  const [asked] = useDebouncedValue(wanted, typingPauseMs);
  const isCurrent = isReady && asked === wanted;
  const query = useQuery({
    // Apart from what a refund makes stale: asked once more right after it, the answer would be "already refunded".
    queryKey: ['refund-forecast', slug, id, asked],
    gcTime: 0,
    queryFn: ({ signal }) => {
      const known: typeof part = JSON.parse(asked);
      return call('calculateRefundByStaff', { params: { slug, id }, body: known }, { signal });
    },
    enabled: isCurrent,
  });
  return { data: isCurrent ? query.data : undefined, error: isCurrent ? query.error : null };
}

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
