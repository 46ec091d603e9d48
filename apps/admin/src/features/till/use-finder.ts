/** Finds who stands at the till; a card or code is used up by it, so each is asked for once. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { chime, useSound } from './chime.ts';
import type { TillCustomer } from './draft.ts';
import type { SoughtCustomer } from './scan-text.ts';

export function useFinder(onFound: (customer: TillCustomer, sought: SoughtCustomer) => void) {
  const { slug } = useBrand();
  const { isOn } = useSound();
  return useMutation({
    mutationFn: (sought: SoughtCustomer) => call('tillLookup', { params: { slug }, body: sought }),
    onSuccess: onFound,
    onError: () => isOn && chime('refused'),
  });
}

/** `/till?customer=...`, as other pages link to it, chooses the customer without a card. */
export function useCustomerOfAddress(onFound: (customer: TillCustomer) => void) {
  const { slug } = useBrand();
  const [{ customer: id }, set] = useAddressState({ customer: '' });
  const query = useQuery({
    queryKey: ['customers', slug, id],
    queryFn: ({ signal }) => call('getCustomerProfile', { params: { slug, id } }, { signal }),
    enabled: id !== '',
    staleTime: 0,
  });
  const found = query.isFetching ? undefined : query.data;
  useEffect(() => {
    if (!found || id === '') return;
    onFound(found);
    set({ customer: '' });
  }, [found, id, onFound, set]);
  return { isLooking: id !== '' && query.isFetching, error: id === '' ? null : query.error };
}
