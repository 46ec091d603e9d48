/** Filters of the audit log: what, who, and the days; all of them in the address. */
import { Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import type { ActiveFilter } from '../../app/parts/nothing-found.tsx';
import { useStaffList } from '../staff/use-staff-list.ts';

export const auditFilters = { what: '', who: '', from: '', to: '' };
export type AuditFilters = typeof auditFilters;

/** A noun with a dot stands for all that happened to it. */
const nouns = [
  'programme',
  'earning_rule',
  'tiers',
  'tier',
  'reward',
  'coupon_pool',
  'coupon',
  'brand',
  'logo',
  'document',
  'shop',
  'bot',
  'staff',
  'invitation',
  'api_key',
  'webhook',
  'customer',
  'points',
  'purchase',
  'receipt',
  'receipts',
  'import',
  'dead_letter',
] as const;

interface AuditFiltersBarProps {
  value: AuditFilters;
  onChange: (change: Partial<AuditFilters>) => void;
}

export function AuditFiltersBar({ value, onChange }: AuditFiltersBarProps) {
  const { t } = useTranslation('audit');
  const staff = useStaffList();
  return (
    <>
      <Select
        label={t('filter.what')}
        placeholder={t('filter.all')}
        data={nouns.map((noun) => ({ value: `${noun}.`, label: t(`noun.${noun}`) }))}
        value={value.what || null}
        onChange={(what) => onChange({ what: what ?? '' })}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.clearOne') }}
        w={190}
      />
      <Select
        label={t('filter.who')}
        placeholder={t('filter.anyone')}
        data={(staff.data?.items ?? []).map(({ userId, name }) => ({ value: userId, label: name }))}
        value={value.who || null}
        onChange={(who) => onChange({ who: who ?? '' })}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.clearOne') }}
        searchable
        w={200}
      />
      <DatePickerInput
        type="range"
        label={t('filter.days')}
        placeholder={t('filter.anyDay')}
        value={[value.from || null, value.to || null]}
        onChange={([from, to]) => onChange({ from: from ?? '', to: to ?? '' })}
        allowSingleDateInRange
        clearable
        w={250}
        valueFormat="D MMM YYYY"
      />
    </>
  );
}

/** Every filter that is on, in words, to be named when nothing is found. */
export function useActiveFilters(
  { what, who, from, to }: AuditFilters,
  set: AuditFiltersBarProps['onChange'],
): ActiveFilter[] {
  const { t } = useTranslation('audit');
  const staff = useStaffList();
  const noun = nouns.find((one) => what === `${one}.`);
  const person = staff.data?.items.find(({ userId }) => userId === who)?.name ?? who;
  const days = [from, to].filter(Boolean).join(' – ');
  return [
    ...(what ? [{ label: noun ? t(`noun.${noun}`) : what, drop: () => set({ what: '' }) }] : []),
    ...(who ? [{ label: `${t('filter.who')}: ${person}`, drop: () => set({ who: '' }) }] : []),
    ...(days ? [{ label: `${t('filter.days')}: ${days}`, drop: () => set({ from: '', to: '' }) }] : []),
  ];
}
