/** The inputs of one question about a purchase, its time or its customer. */
import { Chip, Group, Stack, Text } from '@mantine/core';
import { DatePickerInput, TimePicker } from '@mantine/dates';
import type { EarningFact } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';
import { ShopsChoice } from '../shops/shop-choice.tsx';
import { TiersChoice } from '../tiers/tiers-choice.tsx';
import { BillFacts, BoughtFields, LinesFields } from './purchase-facts.tsx';
import { CountField, GroupProblem, RangeField, TagsField, useProblem } from './fields.tsx';
import { EventFields, PropertyFields, PurchaseNumberFields } from './person-facts.tsx';

export interface FactProps<F extends EarningFact = EarningFact> {
  value: F;
  path: string;
  onChange: (fact: EarningFact) => void;
}
export type FactOf<K extends EarningFact['kind']> = Extract<EarningFact, { kind: K }>;

export function FactFields({ value, path, onChange }: FactProps) {
  const { t } = useTranslation('earning-rules');
  const place = { path, onChange };
  switch (value.kind) {
    case 'hours':
      return <Hours value={value} {...place} />;
    case 'weekday':
      return <Weekdays value={value} {...place} />;
    case 'dates':
      return <Dates value={value} {...place} />;
    case 'total':
    case 'redeemed':
      return <BillFacts value={value} {...place} />;
    case 'lines':
      return <LinesFields value={value} {...place} />;
    case 'bought':
      return <BoughtFields value={value} {...place} />;
    case 'purchaseNumber':
      return <PurchaseNumberFields value={value} {...place} />;
    case 'event':
      return <EventFields value={value} {...place} />;
    case 'property':
      return <PropertyFields value={value} {...place} />;
    case 'birthday':
      return <Birthday value={value} {...place} />;
    case 'language':
      return <Languages value={value} {...place} />;
    case 'membership':
      return (
        <RangeField
          path={path}
          unit="count"
          label={t('fact.membership.title')}
          value={value}
          onChange={(range) => onChange({ kind: value.kind, ...range })}
        />
      );
    case 'spent':
      return (
        <RangeField
          path={path}
          unit="money"
          label={t('fact.spent.title')}
          value={value}
          onChange={(range) => onChange({ kind: value.kind, ...range })}
        />
      );
    case 'channel':
      return (
        <TagsField
          path={`${path}.channels`}
          label={t('fact.channel.label')}
          description={t('fact.channel.help')}
          value={value.channels}
          onChange={(channels) => onChange({ kind: value.kind, channels })}
        />
      );
    case 'source':
      return (
        <TagsField
          path={`${path}.sources`}
          label={t('fact.source.label')}
          description={t('fact.source.help')}
          value={value.sources}
          onChange={(sources) => onChange({ kind: value.kind, sources })}
        />
      );
    case 'shop':
      return <Shops value={value} {...place} />;
    case 'tier':
      return <Tiers value={value} {...place} />;
    case 'segment':
      return <Chosen count={value.segmentIds.length} />;
  }
}

function Shops({ value, path, onChange }: FactProps<FactOf<'shop'>>) {
  const { t } = useTranslation('earning-rules');
  return (
    <ShopsChoice
      label={t('fact.shop.label')}
      placeholder={t('fact.shop.placeholder')}
      name={`${path}.shopIds`}
      value={value.shopIds}
      onChange={(shopIds) => onChange({ kind: value.kind, shopIds })}
      error={useProblem(`${path}.shopIds`)}
    />
  );
}

function Tiers({ value, path, onChange }: FactProps<FactOf<'tier'>>) {
  const { t } = useTranslation('earning-rules');
  return (
    <TiersChoice
      label={t('fact.tier.label')}
      placeholder={t('fact.tier.placeholder')}
      name={`${path}.tierIds`}
      value={value.tierIds}
      onChange={(tierIds) => onChange({ kind: value.kind, tierIds })}
      error={useProblem(`${path}.tierIds`)}
    />
  );
}

/** Made by the API: shown, kept and removable, but not chosen here. */
function Chosen({ count }: { count: number }) {
  const { t } = useTranslation('earning-rules');
  return (
    <Text size="sm" c="dimmed">
      {t('fact.chosen', { count })}
    </Text>
  );
}

function Hours({ value, path, onChange }: FactProps<FactOf<'hours'>>) {
  const { t } = useTranslation('earning-rules');
  const problems = { from: useProblem(`${path}.from`), until: useProblem(`${path}.until`) };
  return (
    <div className="rule-inline">
      {(['from', 'until'] as const).map((end) => (
        <TimePicker
          key={end}
          label={t(`fact.hours.${end}`)}
          hoursInputLabel={t(`fact.hours.${end}Hour`)}
          minutesInputLabel={t(`fact.hours.${end}Minute`)}
          w={130}
          value={value[end]}
          onChange={(time) => onChange({ ...value, [end]: time.slice(0, 5) })}
          error={problems[end]}
        />
      ))}
      <Text size="sm" c="dimmed" className="rule-note">
        {t('fact.hours.help')}
      </Text>
    </div>
  );
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** A Monday, from which the names of the days are written. */
const mondayUtc = Date.UTC(2024, 0, 1);

function Weekdays({ value, path, onChange }: FactProps<FactOf<'weekday'>>) {
  const { language } = useFormat();
  const problem = useProblem(`${path}.weekdays`);
  const nameOf = (day: number, style: 'short' | 'long') =>
    new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }).format(
      mondayUtc + (day - 1) * 86_400_000,
    );
  return (
    <Stack gap={4}>
      <Chip.Group
        multiple
        value={value.weekdays.map(String)}
        onChange={(days) => onChange({ ...value, weekdays: days.map(Number).sort() })}
      >
        <Group gap={6}>
          {weekdays.map((day) => (
            <Chip key={day} value={String(day)} aria-label={nameOf(day, 'long')} size="sm">
              {nameOf(day, 'short')}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {problem && <GroupProblem path={`${path}.weekdays`} />}
    </Stack>
  );
}

function Dates({ value, path, onChange }: FactProps<FactOf<'dates'>>) {
  const { t } = useTranslation('earning-rules');
  const problem = useProblem(`${path}.to`);
  const set = (end: 'from' | 'to') => (day: string | null) => {
    const { [end]: _, ...rest } = value;
    onChange(day === null ? rest : { ...rest, [end]: day });
  };
  return (
    <div className="rule-inline">
      {(['from', 'to'] as const).map((end) => (
        <DatePickerInput
          key={end}
          label={t(`fact.dates.${end}`)}
          placeholder={t('fact.dates.open')}
          valueFormat="D MMMM YYYY"
          clearable
          clearButtonProps={{ 'aria-label': t('fact.dates.clear') }}
          w={200}
          value={value[end] ?? null}
          onChange={set(end)}
          error={end === 'to' ? problem : null}
        />
      ))}
    </div>
  );
}

function Birthday({ value, path, onChange }: FactProps<FactOf<'birthday'>>) {
  const { t } = useTranslation('earning-rules');
  return (
    <div className="rule-inline">
      {(['daysBefore', 'daysAfter'] as const).map((name) => (
        <CountField
          key={name}
          path={`${path}.${name}`}
          label={t(`fact.birthday.${name}`)}
          w={150}
          value={value[name]}
          onChange={(days) => onChange({ ...value, [name]: days })}
        />
      ))}
    </div>
  );
}

const languages = ['ru', 'en'] as const;

function Languages({ value, path, onChange }: FactProps<FactOf<'language'>>) {
  const { t } = useTranslation('earning-rules');
  return (
    <Stack gap={4}>
      <Chip.Group
        multiple
        value={value.languages}
        onChange={(chosen) =>
          onChange({ ...value, languages: languages.filter((one) => chosen.includes(one)) })
        }
      >
        <Group gap={6}>
          {languages.map((language) => (
            <Chip key={language} value={language} size="sm">
              {t(`fact.language.${language}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <GroupProblem path={`${path}.languages`} />
    </Stack>
  );
}
