/** What a check found or a run did: every row in one of four counts, and the first problems with all of them to download. */
import { Button, Table } from '@mantine/core';
import { routeUrl } from '@regulars/client';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { Figures } from '../../app/parts/figures.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import type { Counts, ImportDetails } from './use-imports.ts';

export function Report({ details, counts }: { details: ImportDetails; counts: Counts }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const phase = details.result === null ? 'check' : 'run';
  const shown = ['created', 'changed', 'unchanged', 'failed'] as const;
  return (
    <>
      <Surface title={t(`report.${phase}`)} lead={t(`report.${phase}Lead`)}>
        <Figures
          cols={{ base: 2, sm: details.kind === 'members' ? 5 : 4 }}
          figures={[
            ...shown.map((name) => ({
              label: t(`report.${name}`),
              value: format.count(counts[name]),
              isBad: name === 'failed' && counts.failed > 0,
            })),
            ...(details.kind === 'members'
              ? [{ label: t('report.points'), value: format.count(counts.points) }]
              : []),
          ]}
        />
      </Surface>
      {details.problemCount > 0 && <Problems details={details} />}
    </>
  );
}

function Problems({ details }: { details: ImportDetails }) {
  const { t } = useTranslation('imports');
  const { slug } = useBrand();
  const format = useFormat();
  const { id, problems, problemCount } = details;
  const url = routeUrl('downloadImportProblems', { params: { slug, id } });
  return (
    <Surface
      padded={false}
      title={t('problems.title', { count: problemCount, rows: format.count(problemCount) })}
      lead={
        problemCount > problems.length ? t('problems.first', { shown: problems.length }) : t('problems.lead')
      }
      action={
        <Button component="a" href={url} download variant="default" leftSection={<IconDownload size={16} />}>
          {t('problems.download')}
        </Button>
      }
    >
      <Table.ScrollContainer minWidth={480}>
        <Table className="data-table" aria-label={t('problems.label')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={90}>{t('problems.row')}</Table.Th>
              <Table.Th w={200}>{t('problems.field')}</Table.Th>
              <Table.Th>{t('problems.what')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map((problem) => (
              <Table.Tr key={problem.row}>
                <Table.Td>{format.count(problem.row)}</Table.Td>
                <Table.Td>{problem.field ? t(`field.${problem.field}`) : '—'}</Table.Td>
                <Table.Td>{problem.message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Surface>
  );
}
