/** Pools and single coupons: reading, making, filling, switching, cancelling. */
import { type CallInput, type CallOutput, newIdempotencyKey } from '@regulars/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { sendUntilAnswered } from '../../app/parts/send-until-answered.ts';
import { useCursorList } from '../../app/parts/use-list.ts';

export type Pool = CallOutput<'listCouponPools'>['items'][number];
export type Coupon = CallOutput<'listCoupons'>['items'][number];
export type PoolBody = CallInput<'createCouponPool'>['body'];
export type PoolChange = CallInput<'saveCouponPool'>['body'];
export type Imported = CallOutput<'importCoupons'>;

const rootKey = (slug: string) => ['coupons', slug] as const;
const pageSize = 30;
/** Codes are made in the background; an open page watches them grow. */
const lookAgainMilliseconds = 1_500;

export const poolKinds = ['generated', 'imported', 'shared', 'personal'] as const;
export const couponStates = ['issued', 'redeemed', 'cancelled', 'expired'] as const;

export const poolFilters = { q: '', kind: '', active: '' };
export type PoolFilters = { [K in keyof typeof poolFilters]: string };

export function usePools(filters: PoolFilters) {
  const { slug } = useBrand();
  const kind = poolKinds.find((one) => one === filters.kind);
  const isActive = filters.active === 'true' || filters.active === 'false' ? filters.active : undefined;
  return useCursorList([...rootKey(slug), 'pools', filters], (cursor, signal) =>
    call(
      'listCouponPools',
      {
        params: { slug },
        query: {
          limit: pageSize,
          ...(cursor ? { cursor } : {}),
          ...(filters.q ? { q: filters.q } : {}),
          ...(kind ? { kind } : {}),
          ...(isActive ? { isActive } : {}),
        },
      },
      { signal },
    ),
  );
}

export function usePool(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: [...rootKey(slug), 'pool', id],
    queryFn: ({ signal }) => call('getCouponPool', { params: { slug, id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.generation ? lookAgainMilliseconds : false),
  });
}

export const couponFilters = { q: '', state: '', pool: '', customer: '', reward: '' };
export type CouponFilters = { [K in keyof typeof couponFilters]: string };

export function useCoupons(filters: CouponFilters) {
  const { slug } = useBrand();
  const state = couponStates.find((one) => one === filters.state);
  return useCursorList([...rootKey(slug), 'list', filters], (cursor, signal) =>
    call(
      'listCoupons',
      {
        params: { slug },
        query: {
          limit: pageSize,
          ...(cursor ? { cursor } : {}),
          ...(filters.q ? { q: filters.q } : {}),
          ...(state ? { state } : {}),
          ...(filters.pool ? { poolId: filters.pool } : {}),
          ...(filters.customer ? { customerId: filters.customer } : {}),
          ...(filters.reward ? { rewardId: filters.reward } : {}),
        },
      },
      { signal },
    ),
  );
}

export function useCoupon(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: [...rootKey(slug), 'one', id],
    queryFn: ({ signal }) => call('getCouponDetails', { params: { slug, id } }, { signal }),
  });
}

export function usePoolActions() {
  const { slug } = useBrand();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: rootKey(slug) });
  return {
    create: useMutation({
      mutationFn: (body: PoolBody) => call('createCouponPool', { params: { slug }, body }),
      onSuccess,
    }),
    save: useMutation({
      mutationFn: ({ id, body }: { id: string; body: PoolChange }) =>
        call('saveCouponPool', { params: { slug, id }, body }),
      onSuccess,
    }),
    setActive: useMutation({
      mutationFn: ({ id, isActive }: { id: string; isActive: boolean }) =>
        call('setCouponPoolState', { params: { slug, id }, body: { isActive } }),
      onSuccess,
    }),
    importCodes: useMutation({
      mutationFn: ({ id, file, isDryRun }: { id: string; file: File; isDryRun: boolean }) => {
        const body = new FormData();
        body.set('file', file);
        const input = { params: { slug, id }, query: { dryRun: isDryRun ? 'true' : 'false' } as const, body };
        return call('importCoupons', input);
      },
      onSuccess,
    }),
  };
}

/** One key for one order of codes, however often it is sent. */
export function useGenerate(id: string) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  return useMutation({
    mutationFn: (quantity: number) =>
      sendUntilAnswered(() =>
        call('generateCoupons', { params: { slug, id }, body: { quantity } }, { idempotencyKey }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: rootKey(slug) }),
  });
}

/** One key for one cancellation, however often it is sent. */
export function useCancelCoupon(id: string) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  return useMutation({
    mutationFn: (reason: string) =>
      sendUntilAnswered(() =>
        call('cancelCouponByStaff', { params: { slug, id }, body: { reason } }, { idempotencyKey }),
      ),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: rootKey(slug) }),
        client.invalidateQueries({ queryKey: ['rewards', slug] }),
        client.invalidateQueries({ queryKey: ['customers', slug] }),
      ]),
  });
}
