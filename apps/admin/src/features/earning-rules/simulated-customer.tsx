/** Whose purchase it is: somebody of the brand's customers, or somebody invented. */
import { Anchor, SegmentedControl, Select, Stack, Switch, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import type { CustomerRow } from '@regulars/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from '../customers/customer-name.tsx';
import { useTierOptions } from '../tiers/tiers-choice.tsx';
import { ChoiceField, CountField, MoneyField } from './fields.tsx';
import type { InventedCustomer } from './simulation-draft.ts';
import type { SimulationPartProps } from './simulator.tsx';

export function SimulatedCustomer({ draft, onChange }: SimulationPartProps) {
  const { t } = useTranslation('earning-rules');
  const { may } = useBrand();
  return (
    <Surface title={t('simulator.customer')}>
      <Stack gap="md">
        {may('customers.read') && (
          <SegmentedControl
            aria-label={t('simulator.customer')}
            w="fit-content"
            data={(['invented', 'known'] as const).map((value) => ({
              value,
              label: t(`simulator.who.${value}`),
            }))}
            value={draft.who}
            onChange={(who) => onChange({ who: who === 'known' ? who : 'invented' })}
          />
        )}
        {draft.who === 'known' ? (
          <CustomerSearch value={draft.customerId} onChange={(customerId) => onChange({ customerId })} />
        ) : (
          <Invented
            value={draft.invented}
            onChange={(part) => onChange({ invented: { ...draft.invented, ...part } })}
          />
        )}
      </Stack>
    </Surface>
  );
}

interface CustomerSearchProps {
  value: string | null;
  onChange: (id: string | null) => void;
}

const shownAtOnce = 10;

function CustomerSearch({ value, onChange }: CustomerSearchProps) {
  const { t } = useTranslation('earning-rules');
  const { slug } = useBrand();
  const format = useFormat();
  const nameOf = useCustomerName();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<CustomerRow | null>(null);
  const [q] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery({
    queryKey: ['customers', slug, 'simulator', q],
    queryFn: ({ signal }) =>
      call('searchCustomers', { params: { slug }, query: { q, limit: shownAtOnce } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.items ?? [];
  const known = chosen && !rows.some(({ id }) => id === chosen.id) ? [chosen, ...rows] : rows;
  const labelOf = (row: CustomerRow) =>
    [nameOf(row), row.phone, format.points(row.wallet.available)].filter(Boolean).join(' · ');
  return (
    <Select
      label={t('simulator.find')}
      description={t('simulator.findHelp')}
      data={known.map((row) => ({ value: row.id, label: labelOf(row) }))}
      value={value}
      onChange={(id) => {
        setChosen(known.find((row) => row.id === id) ?? null);
        onChange(id);
      }}
      searchable
      // The server has searched already: by name, phone or code.
      filter={({ options }) => options}
      onSearchChange={(text) => setTyped(chosen && text === labelOf(chosen) ? '' : text)}
      nothingFoundMessage={t(found.isFetching ? 'simulator.looking' : 'simulator.nobody')}
      clearable
      clearButtonProps={{ 'aria-label': t('simulator.clear') }}
      maw={460}
    />
  );
}

interface InventedProps {
  value: InventedCustomer;
  onChange: (part: Partial<InventedCustomer>) => void;
}

function Invented({ value, onChange }: InventedProps) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  const tiers = useTierOptions();
  const [isOpen, setOpen] = useState(false);
  return (
    <Stack gap="md">
      <div className="rule-inline">
        <CountField
          path="customer.availablePoints"
          label={t('simulator.available')}
          suffix={` ${format.pointsNoun(value.availablePoints || 0)}`}
          w={150}
          value={value.availablePoints}
          onChange={(availablePoints) => onChange({ availablePoints })}
        />
        <CountField
          path="customer.purchasesBefore"
          label={t('simulator.purchasesBefore')}
          w={150}
          value={value.purchasesBefore}
          onChange={(purchasesBefore) => onChange({ purchasesBefore })}
        />
        <MoneyField
          path="customer.spentBeforeMinor"
          label={t('simulator.spentBefore')}
          w={150}
          value={value.spentBeforeMinor}
          onChange={(spentBeforeMinor) => onChange({ spentBeforeMinor })}
        />
        {tiers.length > 0 && (
          <Select
            label={t('simulator.tier')}
            placeholder={t('simulator.noTier')}
            w={170}
            data={tiers}
            clearable
            clearButtonProps={{ 'aria-label': t('simulator.clear') }}
            value={value.tierId}
            onChange={(tierId) => onChange({ tierId })}
          />
        )}
      </div>
      {isOpen ? (
        <Finer value={value} onChange={onChange} />
      ) : (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setOpen(true)}>
          {t('simulator.more')}
        </Anchor>
      )}
    </Stack>
  );
}

function Finer({ value, onChange }: InventedProps) {
  const { t } = useTranslation('earning-rules');
  return (
    <Stack gap="md">
      <Switch
        label={t('simulator.isMember')}
        checked={value.isMember}
        onChange={(event) => onChange({ isMember: event.currentTarget.checked })}
      />
      <div className="rule-inline">
        {value.isMember && (
          <CountField
            path="customer.joinedDaysAgo"
            label={t('simulator.joinedDaysAgo')}
            w={180}
            value={value.joinedDaysAgo}
            onChange={(joinedDaysAgo) => onChange({ joinedDaysAgo })}
          />
        )}
        <DateInput
          label={t('simulator.birthday')}
          valueFormat="D MMMM"
          clearable
          clearButtonProps={{ 'aria-label': t('simulator.clear') }}
          w={170}
          value={value.birthday}
          onChange={(birthday) => onChange({ birthday })}
        />
        <ChoiceField
          label={t('fact.language.title')}
          value={value.language}
          options={(['ru', 'en'] as const).map((one) => ({ value: one, label: t(`fact.language.${one}`) }))}
          onChange={(language) => onChange({ language })}
          w={160}
        />
        <TextInput
          label={t('fact.source.title')}
          w={170}
          value={value.source}
          onChange={(event) => onChange({ source: event.currentTarget.value })}
        />
      </div>
    </Stack>
  );
}
