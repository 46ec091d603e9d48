/** The versions of the programme, newest first; an older one can be taken back into the form. */
import { Badge, Button, Text } from '@mantine/core';
import type { ProgrammeSettings } from '@regulars/contracts';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../app/parts/data-table.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useWholeList } from '../../app/parts/use-list.ts';
import { useProgrammeVersions } from './use-programme.ts';

interface VersionsProps {
  current: number;
  /** Undefined for those who may only look. */
  onTake: ((settings: ProgrammeSettings) => void) | undefined;
}

export function Versions({ current, onTake }: VersionsProps) {
  const { t } = useTranslation('programme');
  const format = useFormat();
  const list = useWholeList(useProgrammeVersions());
  const summary = useSettingsSummary();
  return (
    <Surface padded={false} title={t('versions.title')} lead={t('versions.lead')}>
      <DataTable
        label={t('versions.title')}
        list={list}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={IconHistory} title={t('versions.none')} />}
        columns={[
          {
            key: 'version',
            header: t('versions.version'),
            width: 130,
            render: ({ version }) => (
              <>
                {version}{' '}
                {version === current && (
                  <Badge size="sm" variant="light" tt="none">
                    {t('versions.current')}
                  </Badge>
                )}
              </>
            ),
          },
          { key: 'what', header: t('versions.what'), render: ({ settings }) => summary(settings) },
          {
            key: 'when',
            header: t('versions.when'),
            width: 200,
            render: ({ savedAt, savedBy }) => (
              <Text size="sm" c="dimmed">
                {format.moment(savedAt)}
                <br />
                {savedBy ?? t('versions.system')}
              </Text>
            ),
          },
          {
            key: 'take',
            header: '',
            align: 'right',
            width: 120,
            render: ({ version, settings }) =>
              onTake && version !== current ? (
                <Button size="xs" variant="default" onClick={() => onTake(settings)}>
                  {t('versions.take')}
                </Button>
              ) : null,
          },
        ]}
      />
    </Surface>
  );
}

/** "5% · 1 зерно = 1 ₽ · до 30% чека · живут 6 мес." */
function useSettingsSummary() {
  const { t } = useTranslation('programme');
  const format = useFormat();
  return ({ effect, expiry, pointValueMinor, redeemCapPercent }: ProgrammeSettings) => {
    const earning =
      effect.kind === 'percent'
        ? `${effect.basisPoints / 100}%`
        : t('summary.perAmount', {
            points: format.points(effect.points),
            amount: format.money(effect.amountMinor),
          });
    const life =
      expiry.kind === 'never'
        ? t('summary.never')
        : expiry.kind === 'days'
          ? t('summary.days', { count: expiry.days })
          : t('summary.months', { count: expiry.months });
    return [
      earning,
      t('summary.value', { point: format.points(1), money: format.money(pointValueMinor) }),
      t('summary.cap', { percent: redeemCapPercent }),
      life,
    ].join(' · ');
  };
}
