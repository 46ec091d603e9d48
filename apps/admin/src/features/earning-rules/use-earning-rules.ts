/** The brand's earning rules and what may be done with them; every answer refreshes the list. */
import type { EarningRule, EarningRuleList, EarningRuleSettings, EarningTerms } from '@regulars/contracts';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import type { EarningWordsBrand } from '@regulars/contracts/earning-words';
import { useTierOptions } from '../tiers/tiers-choice.tsx';
import { useShopNames } from '../shops/use-shops.ts';

const keys = {
  all: (slug: string) => ['earning-rules', slug] as const,
  list: (slug: string) => ['earning-rules', slug, 'list'] as const,
  one: (slug: string, id: string) => ['earning-rules', slug, 'one', id] as const,
  templates: (slug: string, language: string) => ['earning-rules', slug, 'templates', language] as const,
};

export function useEarningRules() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: keys.list(slug),
    queryFn: ({ signal }) => call('listEarningRules', { params: { slug } }, { signal }),
  });
}

export function useEarningRule(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: keys.one(slug, id),
    queryFn: ({ signal }) => call('getEarningRule', { params: { slug, id } }, { signal }),
    // The editor keeps its own draft: a silent refetch must not change what it started from.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });
}

export function useEarningTemplates() {
  const { slug } = useBrand();
  const { language } = useFormat();
  return useQuery({
    queryKey: keys.templates(slug, language),
    queryFn: ({ signal }) =>
      call('listEarningTemplates', { params: { slug }, query: { language } }, { signal }),
    staleTime: 300_000,
  });
}

export function useRuleActions() {
  const { slug } = useBrand();
  const { language } = useFormat();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.all(slug) });
  const on = (id: string) => ({ slug, id });
  return {
    create: async (settings: EarningRuleSettings): Promise<EarningRule> => {
      const made = await call('createEarningRule', { params: { slug }, body: settings });
      await refresh();
      return made;
    },
    save: async (id: string, baseVersion: number, settings: EarningRuleSettings) => {
      await call('saveEarningRule', { params: on(id), body: { baseVersion, settings } });
      await refresh();
      return readRule(client, slug, id);
    },
    /** The rule as it stands now, for an editor whose version was overtaken. */
    read: (id: string) => readRule(client, slug, id),
    setState: async (id: string, state: 'active' | 'paused' | 'ended') => {
      await call('setEarningRuleState', { params: on(id), body: { state } });
      await refresh();
    },
    remove: async (id: string) => {
      await call('deleteEarningRule', { params: on(id) });
      client.removeQueries({ queryKey: keys.one(slug, id) });
      await refresh();
    },
    duplicate: async (id: string): Promise<EarningRule> => {
      const made = await call('duplicateEarningRule', { params: on(id) });
      await refresh();
      return made;
    },
    takeTemplate: async (key: string): Promise<EarningRule[]> => {
      const { items } = await call('useEarningTemplate', { params: { slug, key }, body: { language } });
      await refresh();
      return items;
    },
    saveTerms: async (terms: EarningTerms) => {
      client.setQueryData(keys.list(slug), await call('saveEarningTerms', { params: { slug }, body: terms }));
      await refresh();
    },
  };
}

function readRule(client: QueryClient, slug: string, id: string) {
  return client.fetchQuery({
    queryKey: keys.one(slug, id),
    queryFn: ({ signal }) => call('getEarningRule', { params: { slug, id } }, { signal }),
    staleTime: 0,
  });
}

/** Puts the rules in a new order: at once on the screen, and back if the server says no. */
export function useRuleOrder() {
  const { slug } = useBrand();
  const client = useQueryClient();
  const key = keys.list(slug);
  return useMutation({
    mutationFn: (ids: string[]) => call('orderEarningRules', { params: { slug }, body: { ids } }),
    onMutate: async (ids) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<EarningRuleList>(key);
      if (before) client.setQueryData<EarningRuleList>(key, { ...before, items: sorted(before.items, ids) });
      return { before };
    },
    onSuccess: (list) => client.setQueryData(key, list),
    onError: (_error, _ids, context) => {
      if (context?.before) client.setQueryData(key, context.before);
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

function sorted(items: readonly EarningRule[], ids: readonly string[]): EarningRule[] {
  const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return [...items].sort((one, other) => place(one.id) - place(other.id));
}

/** What sentences about rules need to know of the brand; null until its words have come. */
export function useWordsBrand(): EarningWordsBrand | null {
  const { currency, zone, public: known } = useBrand();
  const pointsName = known?.pointsName;
  const shops = useShopNames();
  const tiers = useTierOptions();
  const names = useMemo(
    () => ({ ...shops, ...Object.fromEntries(tiers.map(({ value, label }) => [value, label])) }),
    [shops, tiers],
  );
  return useMemo(
    () => (pointsName ? { currency, zone, pointsName, names } : null),
    [currency, zone, pointsName, names],
  );
}
