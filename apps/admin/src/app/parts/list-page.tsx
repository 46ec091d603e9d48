/**
 * The frame of a list with filters: what can be filtered, how many there are, the table, and an empty table that
 * names the filters to drop. A panel that opens beside the list goes in as children.
 */
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Column, DataTable, type List } from './data-table.tsx';
import { type ActiveFilter, NothingFound } from './nothing-found.tsx';
import { Page } from './page.tsx';
import { Surface } from './surface.tsx';

interface ListPageProps<T> {
  title: string;
  lead: ReactNode;
  actions?: ReactNode;
  /** Search field, chips and days, in this order. */
  filters: ReactNode;
  /** Every filter that is on, in words. */
  active: readonly ActiveFilter[];
  /** How many were found, in words; absent until it is known, and for lists that are not counted. */
  total?: string | undefined;
  columns: readonly Column<T>[];
  list: List<T>;
  rowKey: (row: T) => string;
  onOpen?: (row: T) => void;
  minWidth?: number;
  /** Without filters: why the list is empty and what to do. */
  none: ReactNode;
  noneFiltered: { title: string; lead: string };
  children?: ReactNode;
}

export function ListPage<T>(props: ListPageProps<T>) {
  const { title, lead, actions, filters, active, total, none, noneFiltered, children, ...table } = props;
  return (
    <Page title={title} lead={lead} actions={actions}>
      <Group gap="xs" mb="md">
        {filters}
      </Group>
      {total !== undefined && (
        <Text size="sm" c="dimmed" mb="xs" role="status">
          {total}
        </Text>
      )}
      <Surface padded={false}>
        <DataTable
          label={title}
          {...table}
          empty={active.length > 0 ? <NothingFound {...noneFiltered} filters={active} /> : none}
        />
      </Surface>
      {children}
    </Page>
  );
}
