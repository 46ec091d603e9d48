/** Receipts of the brand: the queue, one receipt, decisions, and settings. */
import { type CallOutput, routeUrl } from '@regulars/client';
import type { ReceiptDecision, ReceiptSettings, ReceiptState } from '@regulars/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useCursorList } from '../../app/parts/use-list.ts';

export type ReceiptView = CallOutput<'listReceipts'>['items'][number];
export type SettingsView = CallOutput<'getReceiptSettings'>;

const pageSize = 50;
const rootKey = (slug: string) => ['receipts', slug] as const;

export function useReceipts(state: ReceiptState) {
  const { slug } = useBrand();
  return useCursorList([...rootKey(slug), 'list', state], (cursor, signal) =>
    call(
      'listReceipts',
      { params: { slug }, query: { state, limit: pageSize, ...(cursor ? { cursor } : {}) } },
      { signal },
    ),
  );
}

export function useReceipt(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: [...rootKey(slug), 'one', id],
    queryFn: ({ signal }) => call('getReceipt', { params: { slug, id } }, { signal }),
  });
}

export function pictureUrl(slug: string, id: string): string {
  return routeUrl('getReceiptPicture', { params: { slug, id } });
}

export function useDecide() {
  const { slug } = useBrand();
  const client = useQueryClient();
  // Also after a refusal: somebody else may have decided meanwhile.
  const onSettled = () => client.invalidateQueries({ queryKey: rootKey(slug) });
  return {
    one: useMutation({
      mutationFn: ({ id, decision }: { id: string; decision: ReceiptDecision }) =>
        call('decideReceipt', { params: { slug, id }, body: decision }),
      onSettled,
    }),
    many: useMutation({
      mutationFn: ({ ids, decision }: { ids: string[]; decision: ReceiptDecision }) =>
        call('decideReceipts', { params: { slug }, body: { ids, decision } }),
      onSettled,
    }),
  };
}

const settingsKey = (slug: string) => ['receipt-settings', slug] as const;

export function useReceiptSettings() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: settingsKey(slug),
    queryFn: ({ signal }) => call('getReceiptSettings', { params: { slug } }, { signal }),
    refetchOnWindowFocus: false,
  });
}

export function useSaveReceiptSettings() {
  const { slug } = useBrand();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReceiptSettings) => call('saveReceiptSettings', { params: { slug }, body }),
    onSuccess: (saved) => client.setQueryData(settingsKey(slug), saved),
  });
}
