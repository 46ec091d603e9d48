/**
 * A list as a table: skeleton rows while loading, the refusal with retry, the given empty state, and
 * "show more" while the server has a further cursor page. Rows open with a click or Enter.
 * Feed it from `useCursorList` (or any query): `<DataTable columns={...} list={list} ... />`.
 */
import { Box, Button, Center, ScrollArea, Skeleton, Table } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadError } from './states.tsx';

export interface Column<T> {
  key: string;
  header: ReactNode;
  /** Numbers stand right, with tabular figures. */
  align?: 'left' | 'right';
  width?: number | string;
  render: (row: T) => ReactNode;
}

/** What the table needs to know of a list; `rows` is undefined until the first page is here. */
export interface List<T> {
  rows: readonly T[] | undefined;
  error: unknown;
  retry: () => void;
  more?: { load: () => void; isLoading: boolean } | undefined;
}

interface DataTableProps<T> {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly Column<T>[];
  list: List<T>;
  rowKey: (row: T) => string;
  empty: ReactNode;
  onOpen?: ((row: T) => void) | undefined;
  minWidth?: number;
}

export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, list, rowKey, empty, onOpen, minWidth = 560 } = props;
  const { t } = useTranslation('app');
  if (list.error && !list.rows) {
    return (
      <Box p="lg">
        <LoadError error={list.error} onRetry={list.retry} />
      </Box>
    );
  }
  if (list.rows?.length === 0) return empty;
  return (
    <>
      <ScrollArea type="auto">
        <Table
          className="data-table"
          aria-label={label}
          aria-busy={!list.rows}
          miw={minWidth}
          highlightOnHover={Boolean(onOpen)}
          highlightOnHoverColor="var(--surface-hover)"
          borderColor="var(--surface-line)"
          verticalSpacing="sm"
          horizontalSpacing="lg"
          stickyHeader
        >
          <TableHead columns={columns} />
          <Table.Tbody>
            {list.rows
              ? list.rows.map((row) => (
                  <TableRow key={rowKey(row)} row={row} columns={columns} onOpen={onOpen} />
                ))
              : skeletonRows.map((key) => <SkeletonRow key={key} columns={columns} />)}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      {list.more && (
        <Center py="md" style={{ borderTop: '1px solid var(--surface-line)' }}>
          <Button variant="default" loading={list.more.isLoading} onClick={list.more.load}>
            {t('showMore')}
          </Button>
        </Center>
      )}
    </>
  );
}

/** One long name must not push the other columns out of sight. */
const widestCellPixels = 320;

const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f'];

function TableHead<T>({ columns }: { columns: readonly Column<T>[] }) {
  return (
    <Table.Thead bg="var(--surface-raised)">
      <Table.Tr>
        {columns.map((column) =>
          column.header === '' ? (
            // Columns of buttons have no name; an empty header cell would be announced as one.
            <Table.Td key={column.key} w={column.width} className="nameless-head" />
          ) : (
            <Table.Th
              key={column.key}
              ta={column.align ?? 'left'}
              w={column.width}
              c="dimmed"
              fw={500}
              fz="sm"
            >
              {column.header}
            </Table.Th>
          ),
        )}
      </Table.Tr>
    </Table.Thead>
  );
}

interface RowProps<T> {
  row: T;
  columns: readonly Column<T>[];
  onOpen: ((row: T) => void) | undefined;
}

function TableRow<T>({ row, columns, onOpen }: RowProps<T>) {
  const openOnEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen?.(row);
  };
  const opening = onOpen
    ? { tabIndex: 0, className: 'clickable-row', onClick: () => onOpen(row), onKeyDown: openOnEnter }
    : {};
  return (
    <Table.Tr {...opening}>
      {columns.map((column) => (
        <Table.Td
          key={column.key}
          ta={column.align ?? 'left'}
          fz="md"
          maw={widestCellPixels}
          {...(column.align === 'right' ? { className: 'figures' } : {})}
        >
          {column.render(row)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function SkeletonRow<T>({ columns }: { columns: readonly Column<T>[] }) {
  return (
    <Table.Tr>
      {columns.map((column, index) => (
        <Table.Td key={column.key}>
          <Skeleton
            h={14}
            my={4}
            w={index === 0 ? '70%' : '50%'}
            ml={column.align === 'right' ? 'auto' : 0}
          />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
