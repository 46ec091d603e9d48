/** What each column of the file means: guessed from the headers, shown with the first rows, and said before the check. */
import { Alert, Button, Group, Radio, Select, Table, Text } from '@mantine/core';
import { importFields, importNeeds } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { type ImportDetails, type Mapping, useImportActions } from './use-imports.ts';

type Field = NonNullable<Mapping['columns'][number]>;

export function MappingForm({ details }: { details: ImportDetails }) {
  const { t } = useTranslation('imports');
  const textOf = useRefusalText();
  const [mapping, setMapping] = useState<Mapping>(details.mapping);
  const { map } = useImportActions(details.id);
  const problem = useProblem(details, mapping);
  const setColumn = (at: number, field: Field | null) =>
    setMapping({ ...mapping, columns: mapping.columns.map((one, index) => (index === at ? field : one)) });
  return (
    <Surface
      padded={false}
      title={t('mapping.title')}
      lead={t('mapping.lead', {
        encoding: details.encoding.toUpperCase(),
        separator: t(
          `separator.${details.separator === '\t' ? 'tab' : details.separator === ',' ? 'comma' : 'semicolon'}`,
        ),
      })}
    >
      <ColumnTable details={details} mapping={mapping} onChange={setColumn} />
      <div style={{ padding: 'var(--mantine-spacing-lg)' }}>
        {mapping.columns.includes('points') && (
          <Radio.Group
            label={t('mapping.expiry')}
            value={mapping.withoutExpiry}
            onChange={(value) =>
              setMapping({ ...mapping, withoutExpiry: value === 'never' ? 'never' : 'programme' })
            }
            mb="md"
          >
            <Group mt={6}>
              <Radio value="programme" label={t('mapping.expiryProgramme')} />
              <Radio value="never" label={t('mapping.expiryNever')} />
            </Group>
          </Radio.Group>
        )}
        {(problem ?? map.error) && (
          <Alert
            color={problem ? 'yellow' : 'red'}
            variant="light"
            mb="md"
            role={problem ? 'status' : 'alert'}
          >
            {problem ?? textOf(map.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button
            variant={details.state === 'checked' ? 'default' : 'filled'}
            disabled={problem !== null}
            loading={map.isPending}
            onClick={() => map.mutate(mapping)}
          >
            {t(details.state === 'checked' ? 'mapping.again' : 'mapping.check')}
          </Button>
        </Group>
      </div>
    </Surface>
  );
}

function useProblem({ kind }: ImportDetails, { columns }: Mapping): string | null {
  const { t } = useTranslation('imports');
  const named: readonly Field[] = columns.filter((field) => field !== null);
  const twice = named.find((field, index) => named.indexOf(field) !== index);
  if (twice) return t('mapping.twice', { field: t(`field.${twice}`) });
  const missing = importNeeds[kind].find((group) => !group.some((field) => named.includes(field)));
  if (!missing) return null;
  return t('mapping.missing', { fields: missing.map((field) => t(`field.${field}`)).join(t('mapping.or')) });
}

interface ColumnTableProps {
  details: ImportDetails;
  mapping: Mapping;
  onChange: (at: number, field: Field | null) => void;
}

function ColumnTable({ details, mapping, onChange }: ColumnTableProps) {
  const { t } = useTranslation('imports');
  const fields: readonly Field[] = importFields[details.kind];
  const options = fields.map((field) => ({ value: field, label: t(`field.${field}`) }));
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table className="data-table" aria-label={t('mapping.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('mapping.column')}</Table.Th>
            <Table.Th>{t('mapping.samples')}</Table.Th>
            <Table.Th w={260}>{t('mapping.meaning')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {details.columns.map(({ header, samples }, at) => (
            <Table.Tr key={`${at} ${header}`}>
              <Table.Td fw={500}>{header || t('mapping.nameless', { number: at + 1 })}</Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed" lineClamp={2} style={{ wordBreak: 'break-word' }}>
                  {samples.filter((sample) => sample !== '').join(', ') || '—'}
                </Text>
              </Table.Td>
              <Table.Td>
                <Select
                  aria-label={t('mapping.meaningOf', { header: header || String(at + 1) })}
                  placeholder={t('mapping.skip')}
                  data={options}
                  value={mapping.columns[at] ?? null}
                  onChange={(value) => onChange(at, fields.find((field) => field === value) ?? null)}
                  clearable
                  clearButtonProps={{ 'aria-label': t('mapping.skip') }}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
