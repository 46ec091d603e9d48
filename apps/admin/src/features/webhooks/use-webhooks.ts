/** Endpoints and their deliveries: reading, making, changing, testing, repeating. */
import type { CallInput, CallOutput } from '@regulars/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useCursorList } from '../../app/parts/use-list.ts';

export type Endpoint = CallOutput<'listWebhookEndpoints'>['items'][number];
export type Delivery = CallOutput<'listWebhookDeliveries'>['items'][number];
export type DeliveryDetails = CallOutput<'getWebhookDelivery'>;
export type Attempt = DeliveryDetails['attemptLog'][number];
export type EndpointBody = CallInput<'createWebhookEndpoint'>['body'];

/** Deliveries move on by themselves, so an open page looks again. */
const lookAgainMilliseconds = 5_000;
const pageSize = 30;

const rootKey = (slug: string) => ['webhooks', slug] as const;

export function useEndpoints() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: [...rootKey(slug), 'endpoints'],
    queryFn: ({ signal }) => call('listWebhookEndpoints', { params: { slug } }, { signal }),
    refetchInterval: lookAgainMilliseconds,
  });
}

export const deliveryStates = [
  'waiting',
  'delivered',
  'failed',
] as const satisfies readonly Delivery['state'][];

export const deliveryFilters = { state: '', type: '' };
export type DeliveryFilters = { [K in keyof typeof deliveryFilters]: string };

export function useDeliveries(id: string, filters: DeliveryFilters) {
  const { slug } = useBrand();
  const state = deliveryStates.find((one) => one === filters.state);
  return useCursorList([...rootKey(slug), 'deliveries', id, filters], (cursor, signal) =>
    call(
      'listWebhookDeliveries',
      {
        params: { slug, id },
        query: {
          limit: pageSize,
          ...(cursor ? { cursor } : {}),
          ...(state ? { state } : {}),
          ...(filters.type ? { type: filters.type } : {}),
        },
      },
      { signal },
    ),
  );
}

export function useDelivery(id: string, deliveryId: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: [...rootKey(slug), 'delivery', deliveryId],
    queryFn: ({ signal }) => call('getWebhookDelivery', { params: { slug, id, deliveryId } }, { signal }),
    refetchInterval: lookAgainMilliseconds,
  });
}

export function useWebhookActions() {
  const { slug } = useBrand();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: rootKey(slug) });
  const at = (id: string) => ({ params: { slug, id } });
  return {
    create: useMutation({
      mutationFn: (body: EndpointBody) => call('createWebhookEndpoint', { params: { slug }, body }),
      onSuccess,
    }),
    save: useMutation({
      mutationFn: ({ id, body }: { id: string; body: EndpointBody }) =>
        call('saveWebhookEndpoint', { ...at(id), body }),
      onSuccess,
    }),
    switchTo: useMutation({
      mutationFn: ({ id, isEnabled }: { id: string; isEnabled: boolean }) =>
        call('setWebhookEndpointState', { ...at(id), body: { isEnabled } }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => call('deleteWebhookEndpoint', at(id)), onSuccess }),
    rotate: useMutation({ mutationFn: (id: string) => call('rotateWebhookSecret', at(id)), onSuccess }),
    test: useMutation({ mutationFn: (id: string) => call('testWebhookEndpoint', at(id)), onSuccess }),
    replayFailed: useMutation({
      mutationFn: (id: string) => call('replayFailedWebhookDeliveries', at(id)),
      onSuccess,
    }),
    replay: useMutation({
      mutationFn: ({ id, deliveryId }: { id: string; deliveryId: string }) =>
        call('replayWebhookDelivery', { params: { slug, id, deliveryId } }),
      onSuccess,
    }),
  };
}
