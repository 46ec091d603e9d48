/** Codes from a file: tried first, so that one sees what would go in and what is wrong, then brought in. */
import { Button, Group, Modal, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { Dropzone } from './dropzone.tsx';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../app/parts/refusal.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { type Imported, usePoolActions } from './use-coupons.ts';

export function ImportDialog({ poolId, onClose }: { poolId: string; onClose: () => void }) {
  const { t } = useTranslation('coupons');
  const notify = useNotify();
  const { importCodes } = usePoolActions();
  const [tried, setTried] = useState<{ file: File; report: Imported } | null>(null);
  const [done, setDone] = useState<Imported | null>(null);
  const tell = (error: unknown) => void notify.problem(error);

  async function tryFile(file: File) {
    const report = await importCodes.mutateAsync({ id: poolId, file, isDryRun: true }).catch(tell);
    if (report) setTried({ file, report });
  }
  async function bringIn() {
    if (!tried) return;
    const report = await importCodes
      .mutateAsync({ id: poolId, file: tried.file, isDryRun: false })
      .catch(tell);
    if (report) setDone(report);
  }
  const report = done ?? tried?.report;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('import.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        {report ? (
          <Report report={report} isDone={done !== null} />
        ) : (
          <>
            <Text size="md">{t('import.lead')}</Text>
            <Dropzone
              label={t('import.choose')}
              isBusy={importCodes.isPending}
              onFile={(file) => void tryFile(file)}
            />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t(done ? 'close' : 'cancel')}
          </Button>
          {tried && !done && (
            <>
              <Button variant="default" onClick={() => setTried(null)}>
                {t('import.another')}
              </Button>
              <Button
                loading={importCodes.isPending}
                disabled={tried.report.addedCount === 0}
                onClick={() => void bringIn()}
              >
                {t('import.submit', { count: tried.report.addedCount })}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Report({ report, isDone }: { report: Imported; isDone: boolean }) {
  const { t } = useTranslation('coupons');
  const format = useFormat();
  return (
    <Stack gap="sm" role="status">
      <Text size="lg" fw={600}>
        {t(isDone ? 'import.done' : 'import.would', {
          count: report.addedCount,
          added: format.count(report.addedCount),
        })}
      </Text>
      <Text size="md">
        {t('import.figures', {
          rows: format.count(report.rowCount),
          known: format.count(report.knownCount),
          wrong: format.count(report.errorCount),
        })}
      </Text>
      {report.errors.length > 0 && (
        <ScrollArea.Autosize mah={260} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Table aria-label={t('import.errors')} verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('import.row')}</Table.Th>
                <Table.Th>{t('coupon.code')}</Table.Th>
                <Table.Th>{t('import.problem')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.errors.map(({ row, code, message }) => (
                <Table.Tr key={row}>
                  <Table.Td className="figures">{row}</Table.Td>
                  <Table.Td>{code}</Table.Td>
                  <Table.Td>{message}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
    </Stack>
  );
}
