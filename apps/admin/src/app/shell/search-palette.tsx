/** Ctrl/Cmd-K: pages by name, and customers by name, phone or code, straight from the server. */
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import type { CustomerRow } from '@regulars/contracts';
import { IconSearch, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { call } from '../api.ts';
import { useBrand } from '../brand.tsx';
import { visiblePages } from '../navigation.ts';
import { useFormat } from '../parts/use-format.ts';

export function SearchPalette() {
  const { t } = useTranslation('app');
  const [query, setQuery] = useState('');
  const pages = usePageActions(query);
  const people = useCustomerActions(query);
  const groups: SpotlightActionGroupData[] = [
    { group: t('search.customers'), actions: people.actions },
    { group: t('search.pages'), actions: pages },
  ].filter(({ actions }) => actions.length > 0);
  return (
    <Spotlight
      title={t('search.open')}
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      filter={(_, actions) => actions}
      shortcut={['mod + K']}
      scrollable
      maxHeight={440}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      nothingFound={t(people.isFetching ? 'search.looking' : 'search.nothing')}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('search.placeholder'),
        'aria-label': t('search.placeholder'),
      }}
    />
  );
}

function usePageActions(query: string) {
  const { t } = useTranslation('app');
  const { permissions, href } = useBrand();
  const [, navigate] = useLocation();
  const wanted = query.trim().toLowerCase();
  return visiblePages(permissions)
    .filter(({ name }) => t(`nav.${name}`).toLowerCase().includes(wanted))
    .map((page) => ({
      id: page.name,
      label: t(`nav.${page.name}`),
      leftSection: <page.icon size={18} stroke={1.7} />,
      onClick: () => navigate(href(page.path)),
    }));
}

function useCustomerActions(query: string) {
  const { t } = useTranslation('app');
  const { slug, may, href } = useBrand();
  const format = useFormat();
  const [, navigate] = useLocation();
  const [q] = useDebouncedValue(query.trim(), 200);
  const found = useQuery({
    queryKey: ['customers', slug, 'palette', q],
    queryFn: ({ signal }) =>
      call('searchCustomers', { params: { slug }, query: { q, limit: 6 } }, { signal }),
    enabled: q.length >= 2 && may('customers.read'),
  });
  const rows = q.length >= 2 ? (found.data?.items ?? []) : [];
  return {
    isFetching: found.isFetching,
    actions: rows.map((customer) => ({
      id: customer.id,
      label: nameOf(customer) || t('nameless'),
      description: [format.points(customer.wallet.available), customer.phone].filter(Boolean).join(' · '),
      leftSection: <IconUser size={18} stroke={1.7} />,
      onClick: () => navigate(href(`/customers/${customer.id}`)),
    })),
  };
}

function nameOf({ firstName, lastName }: CustomerRow): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}
