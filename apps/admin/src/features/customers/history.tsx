/** Movements of points, newest first; more arrive as one scrolls. */
import { Box, Button, Center, Group, Skeleton, Stack } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../app/parts/export-button.tsx';
import { EntryList } from '../../app/parts/entry-list.tsx';
import { EmptyState, LoadError } from '../../app/parts/states.tsx';
import { useCustomerEntries } from './use-customer.ts';

export function History({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const { rows, error, retry, more } = useCustomerEntries(id);
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const isLoading = more?.isLoading ?? false;
  useEffect(() => {
    if (inViewport && more && !isLoading && !error) more.load();
  }, [inViewport, more, isLoading, error]);
  if (error && !rows) {
    return (
      <Box p="lg">
        <LoadError error={error} onRetry={retry} />
      </Box>
    );
  }
  if (!rows) return <HistorySkeleton />;
  if (rows.length === 0) {
    return (
      <EmptyState icon={IconHistory} title={t('history.none')}>
        {t('history.noneLead')}
      </EmptyState>
    );
  }
  return (
    <Box px="lg" py="xs">
      <Group justify="flex-end" mt="xs">
        <ExportButton route="exportEntries" query={{ customerId: id }} />
      </Group>
      <EntryList entries={rows} withBalance />
      {more && (
        <Center ref={ref} py="md">
          <Button variant="default" loading={isLoading} onClick={more.load}>
            {t('showMore')}
          </Button>
        </Center>
      )}
    </Box>
  );
}

const skeletons = ['a', 'b', 'c', 'd', 'e'];

function HistorySkeleton() {
  return (
    <Stack gap="lg" p="lg" aria-busy>
      {skeletons.map((key) => (
        <Stack key={key} gap={6}>
          <Skeleton h={14} w="60%" />
          <Skeleton h={12} w="25%" />
        </Stack>
      ))}
    </Stack>
  );
}
