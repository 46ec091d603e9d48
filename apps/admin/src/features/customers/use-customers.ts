/** The list of customers as the address asks for it. */
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useCursorList } from '../../app/parts/use-list.ts';

export const customerFilters = {
  q: '',
  joined: '',
  reachability: '',
  marketing: '',
  bought: '',
  tier: '',
  sort: 'newest',
};
export type CustomerFilters = typeof customerFilters;

/** Choices of each filter, in the contract's words. */
export const filterChoices = {
  joined: ['yes', 'no'],
  reachability: ['reachable', 'blocked', 'not_started', 'unknown'],
  marketing: ['yes', 'no'],
  bought: ['never', 'last30', 'before30'],
} as const;
export type FilterName = keyof typeof filterChoices;
export const filterNames: readonly FilterName[] = ['joined', 'reachability', 'marketing', 'bought'];
export const sorts = ['newest', 'lastPurchase', 'spent', 'points'] as const;
export type Sort = (typeof sorts)[number];

const pageSize = 30;
const idForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function useCustomers(filters: CustomerFilters) {
  const { slug } = useBrand();
  return useCursorList(['customers', slug, 'list', filters], (cursor, signal) =>
    call(
      'searchCustomers',
      {
        params: { slug },
        query: {
          limit: pageSize,
          ...(cursor ? { cursor } : {}),
          ...customerQuery(filters),
        },
      },
      { signal },
    ),
  );
}

/** What the list and its export are asked for. */
export function customerQuery(filters: CustomerFilters) {
  return {
    ...(filters.q ? { q: filters.q } : {}),
    ...known('joined', filterChoices.joined, filters),
    ...known('reachability', filterChoices.reachability, filters),
    ...known('marketing', filterChoices.marketing, filters),
    ...known('bought', filterChoices.bought, filters),
    // Anyone may type an address: only what looks like an id is asked for.
    ...(idForm.test(filters.tier) ? { tier: filters.tier } : {}),
    sort: sorts.find((sort) => sort === filters.sort) ?? 'newest',
  };
}

/** A choice from the address only if the contract knows it: anyone may type an address. */
function known<N extends FilterName, V extends string>(
  name: N,
  choices: readonly V[],
  filters: CustomerFilters,
): { [K in N]?: V } {
  const choice = choices.find((one) => one === filters[name]);
  const found: { [K in N]?: V } = {};
  if (choice) found[name] = choice;
  return found;
}
