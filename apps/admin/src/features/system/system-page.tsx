/** Work that failed for good, with its error and a way to try it again. */
import { Badge, Button, Code, Text } from '@mantine/core';
import { IconMoodCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { DataTable } from '../../app/parts/data-table.tsx';
import { Page } from '../../app/parts/page.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { EmptyState } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCursorList } from '../../app/parts/use-list.ts';

export function SystemPage() {
  const { t } = useTranslation('system');
  const { slug, may } = useBrand();
  const format = useFormat();
  const list = useCursorList(['dead-letters', slug], (cursor, signal) =>
    call('listDeadLetters', { params: { slug }, query: cursor ? { cursor } : {} }, { signal }),
  );
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Surface padded={false} title={t('failed')} lead={t('failedLead')}>
        <DataTable
          label={t('failed')}
          list={list}
          rowKey={({ id }) => id}
          minWidth={680}
          empty={
            <EmptyState icon={IconMoodCheck} title={t('none')}>
              {t('noneLead')}
            </EmptyState>
          }
          columns={[
            { key: 'job', header: t('column.job'), render: ({ job }) => <Code>{job}</Code> },
            {
              key: 'error',
              header: t('column.error'),
              width: '45%',
              render: ({ error, attempts }) => (
                <>
                  <Text size="sm" lineClamp={3} title={error}>
                    {error}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {t('attempts', { count: attempts })}
                  </Text>
                </>
              ),
            },
            {
              key: 'at',
              header: t('column.at'),
              render: ({ at }) => (
                <Text size="sm" c="dimmed">
                  {format.moment(at)}
                </Text>
              ),
            },
            {
              key: 'retry',
              header: '',
              align: 'right',
              render: ({ id, retriedAt }) =>
                retriedAt ? (
                  <Badge variant="default" tt="none">
                    {t('retried', { when: format.moment(retriedAt) })}
                  </Badge>
                ) : may('system.write') ? (
                  <RetryButton id={id} />
                ) : null,
            },
          ]}
        />
      </Surface>
    </Page>
  );
}

function RetryButton({ id }: { id: string }) {
  const { t } = useTranslation('system');
  const { slug } = useBrand();
  const client = useQueryClient();
  const notify = useNotify();
  const retry = useMutation({
    mutationFn: () => call('retryDeadLetter', { params: { slug, id } }),
    onSuccess: () => {
      notify.done(t('queued'));
      return client.invalidateQueries({ queryKey: ['dead-letters', slug] });
    },
    onError: notify.problem,
  });
  return (
    <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
      {t('again')}
    </Button>
  );
}
