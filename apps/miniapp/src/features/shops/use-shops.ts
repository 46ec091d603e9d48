/** The brand's shops, nearest first once the person has said where they are. */
import type { CallOutput } from '@regulars/client/call';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { telegram } from '../../telegram.ts';
import { metersBetween, type Place } from './distance.ts';

export type Shop = CallOutput<'listPublicShops'>['items'][number];
export type ShopAway = Shop & { meters: number | null };

const shopsKey = ['shops'];
/** Asked of the person once while the app is open. */
const placeKey = ['own-place'];

export function useShops() {
  const { session } = useApi();
  const query = useQuery({
    queryKey: shopsKey,
    queryFn: ({ signal }) => session.call('listPublicShops', { params: { slug: session.slug } }, { signal }),
  });
  const { data: own } = useQuery<Place | null>({ queryKey: placeKey, enabled: false, gcTime: Infinity });
  const shops = useMemo(() => byDistance(query.data?.items ?? [], own ?? null), [query.data, own]);
  return { ...query, shops, weekday: query.data?.weekday ?? 1, isNear: Boolean(own) };
}

/** `failed` when Telegram, the phone or the person does not tell. */
export function useNearest() {
  const client = useQueryClient();
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  return {
    state,
    async ask() {
      setState('asking');
      const located = await telegram.locate();
      if (located.kind === 'found') {
        telegram.haptic('success');
        client.setQueryData(placeKey, { latitude: located.latitude, longitude: located.longitude });
      }
      setState(located.kind === 'found' ? 'idle' : 'failed');
    },
  };
}

/** Shops without a place come last, in the order in which they came. */
function byDistance(shops: readonly Shop[], own: Place | null): ShopAway[] {
  const away = shops.map((shop) => ({
    ...shop,
    meters: own && shop.place ? metersBetween(own, shop.place) : null,
  }));
  return away.sort((one, other) => (one.meters ?? Infinity) - (other.meters ?? Infinity) || 0);
}
