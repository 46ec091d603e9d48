/** Who is in each level and who would be by the draft; whoever would fall may keep their level for a while. */
import { Alert, Anchor, Checkbox, Divider, Group, Skeleton, Stack, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import type { TierPreview, TierProgramme } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { dayAhead } from '../../app/parts/moments.ts';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import type { TierEditor } from './use-tier-editor.ts';
import { useTierPreview } from './use-tiers.ts';

const settleMs = 350;
const keptDays = 90;

export function PreviewPanel({ editor, saved }: { editor: TierEditor; saved: TierProgramme }) {
  const { t } = useTranslation('tiers');
  const textOf = useRefusalText();
  const isDirty = editor.form.isDirty();
  const [draft] = useDebouncedValue(isDirty ? editor.draft : null, settleMs);
  const { data, error } = useTierPreview(draft);
  if (!isDirty) return <Now saved={saved} />;
  return (
    <Surface title={t('preview.title')} lead={t('preview.lead')}>
      {editor.draft === null ? (
        <Text size="sm" c="var(--mantine-color-error)" role="status">
          {t('preview.invalid')}
        </Text>
      ) : error && !data ? (
        <Alert color="red" variant="light">
          {textOf(error)}
        </Alert>
      ) : (
        <Stack gap="xs" aria-live="polite">
          {editor.form.values.levels.map((level, index) => (
            <Line
              key={index}
              color={level.color}
              names={{ ru: level.nameRu, en: level.nameEn }}
              before={data?.levels[index]?.before ?? null}
              after={data?.levels[index]?.after}
            />
          ))}
          {data && <Changes data={data} editor={editor} />}
        </Stack>
      )}
    </Surface>
  );
}

function Now({ saved }: { saved: TierProgramme }) {
  const { t } = useTranslation('tiers');
  const { href, may } = useBrand();
  const format = useFormat();
  return (
    <Surface title={t('now.title')} lead={saved.isRecounting ? t('now.recounting') : undefined}>
      <Stack gap="xs">
        {(saved.settings?.levels ?? []).map((level, index) => (
          <Group key={level.id} justify="space-between" wrap="nowrap">
            <Text size="sm" className="tier-name">
              <span className="tier-dot" style={{ background: level.color }} aria-hidden />
              {level.name[format.language]}
            </Text>
            {may('customers.read') ? (
              <Anchor
                component={Link}
                href={href(`/customers?tier=${level.id}`)}
                size="sm"
                className="figures"
              >
                {t('now.people', {
                  count: saved.counts[index] ?? 0,
                  total: format.count(saved.counts[index] ?? 0),
                })}
              </Anchor>
            ) : (
              <Text size="sm" className="figures">
                {format.count(saved.counts[index] ?? 0)}
              </Text>
            )}
          </Group>
        ))}
        {saved.withoutCount > 0 && (
          <Text size="sm" c="dimmed">
            {t('now.without', { count: saved.withoutCount, total: format.count(saved.withoutCount) })}
          </Text>
        )}
      </Stack>
    </Surface>
  );
}

interface LineProps {
  color: string;
  names: { ru: string; en: string };
  before: number | null;
  after: number | undefined;
}

function Line({ color, names, before, after }: LineProps) {
  const format = useFormat();
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm" className="tier-name">
        <span className="tier-dot" style={{ background: color }} aria-hidden />
        {names[format.language] || '—'}
      </Text>
      {after === undefined ? (
        <Skeleton h={12} w={70} />
      ) : (
        <Text size="sm" fw={500} className="figures">
          {before === null || before === after
            ? format.count(after)
            : `${format.count(before)} → ${format.count(after)}`}
        </Text>
      )}
    </Group>
  );
}

function Changes({ data, editor }: { data: TierPreview; editor: TierEditor }) {
  const { t } = useTranslation('tiers');
  const format = useFormat();
  const people = (key: 'rising' | 'falling') =>
    t(`preview.${key}`, { count: data[key], total: format.count(data[key]) });
  const { zone } = useBrand();
  const soon = () => dayAhead(keptDays, zone);
  return (
    <>
      <Divider my="xs" />
      {data.withoutAfter > 0 && (
        <Text size="sm" c="dimmed">
          {t('now.without', { count: data.withoutAfter, total: format.count(data.withoutAfter) })}
        </Text>
      )}
      <Text size="sm">{people('rising')}</Text>
      <Text size="sm">{people('falling')}</Text>
      {data.isEstimate && (
        <Text size="sm" c="dimmed">
          {t('preview.estimate')}
        </Text>
      )}
      {data.falling > 0 && (
        <Checkbox
          mt="xs"
          label={t('preview.keep')}
          checked={editor.keepReachedUntil !== null}
          onChange={(event) => editor.setKeepReachedUntil(event.currentTarget.checked ? soon() : null)}
        />
      )}
      {data.falling > 0 && editor.keepReachedUntil !== null && (
        <DateInput
          label={t('preview.keepUntil')}
          valueFormat="D MMMM YYYY"
          minDate={dayAhead(0, zone)}
          value={editor.keepReachedUntil}
          onChange={(day) => editor.setKeepReachedUntil(day ?? soon())}
        />
      )}
    </>
  );
}
