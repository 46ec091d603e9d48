/** Shops of the brand: reading, adding, changing, archiving; and the ways other screens ask for them. */
import type { CallInput } from '@regulars/client';
import type { Shop } from '@regulars/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';

export type ShopBody = CallInput<'createShop'>['body'];

const shopsKey = (slug: string) => ['shops', slug];

export function useShops() {
  const { slug, may } = useBrand();
  return useQuery({
    queryKey: shopsKey(slug),
    queryFn: ({ signal }) => call('listShops', { params: { slug } }, { signal }),
    enabled: may('shops.read'),
    staleTime: 60_000,
  });
}

/** To choose from: shops that work, and those already chosen even if they no longer do. */
export function useShopOptions(chosen: readonly string[] = []): { value: string; label: string }[] {
  const { data } = useShops();
  return (data?.items ?? [])
    .filter((shop) => !shop.isArchived || chosen.includes(shop.id))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** Shops whose purchases the person sees, closed ones too; none while there is nothing to choose between. */
export function useOwnShopOptions(): { value: string; label: string }[] {
  const own = (useShops().data?.items ?? []).filter(({ isMine }) => isMine);
  return own.length < 2 ? [] : own.map(({ id, name }) => ({ value: id, label: name }));
}

/** Names by id, archived shops included; null until they are known. */
export function useShopNames(): Record<string, string> | null {
  const { data } = useShops();
  return useMemo(
    () => (data ? Object.fromEntries(data.items.map(({ id, name }) => [id, name])) : null),
    [data],
  );
}

export function useShopActions() {
  const { slug } = useBrand();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: shopsKey(slug) });
  return {
    create: useMutation({
      mutationFn: (body: ShopBody) => call('createShop', { params: { slug }, body }),
      onSuccess,
    }),
    save: useMutation({
      mutationFn: ({ id, body }: { id: string; body: ShopBody }) =>
        call('saveShop', { params: { slug, id }, body }),
      onSuccess,
    }),
    setArchived: useMutation({
      mutationFn: ({ id, isArchived }: Pick<Shop, 'id' | 'isArchived'>) =>
        call('setShopState', { params: { slug, id }, body: { isArchived } }),
      onSuccess,
    }),
  };
}
