/** Inputs of a rule's form: each knows its place in the contract, by which its problem is found and shown. */
import { NumberInput, type NumberInputProps, Select, TagsInput, Text } from '@mantine/core';
import { currencyDigits } from '@regulars/contracts/points';
import { createContext, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { emptyNumber } from './rule-draft.ts';
import type { Problems } from './rule-problems.ts';

interface FormContext {
  problems: Problems;
  /** Words that other rules use for goods, to choose from. */
  knownWords: readonly string[];
}

const RuleFormContext = createContext<FormContext>({ problems: {}, knownWords: [] });
export const RuleFormProvider = RuleFormContext.Provider;

export function useProblem(path: string): string | null {
  return useContext(RuleFormContext).problems[path] ?? null;
}

/** A problem of several fields together, under them. */
export function GroupProblem({ path }: { path: string }) {
  const problem = useProblem(path);
  return problem ? (
    <Text size="sm" c="var(--mantine-color-error)" role="alert" data-problem tabIndex={-1}>
      {problem}
    </Text>
  ) : null;
}

type OwnProps = Omit<NumberInputProps, 'value' | 'onChange' | 'error' | 'name'>;

interface NumberFieldProps<V extends number | undefined> extends OwnProps {
  path: string;
  value: V;
  onChange: (value: number) => void;
}

/** A whole number; empty is NaN. */
export function CountField({ path, value, onChange, ...input }: NumberFieldProps<number>) {
  return (
    <NumberInput
      name={path}
      min={0}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      thousandSeparator={'\u202f'}
      hideControls
      value={Number.isNaN(value) ? '' : value}
      onChange={(typed) => onChange(numberOf(typed))}
      error={useProblem(path)}
      {...input}
    />
  );
}

/** A number of the contract's small units (minor units, basis points), written in `unit` of them. */
function useScaled(value: number | undefined, unit: number, onChange: (value: number) => void) {
  const [typed, setTyped] = useState<number | string>('');
  const scaled = (written: number | string) => Math.round(numberOf(written) * unit);
  const isEmpty = value === undefined || Number.isNaN(value);
  // "2," on the way to "2,5" is kept as it is typed; a value from elsewhere takes its place.
  const shown = Object.is(scaled(typed), value) ? typed : isEmpty ? '' : value / unit;
  return {
    value: shown,
    onChange: (next: number | string) => {
      setTyped(next);
      onChange(scaled(next));
    },
  };
}

export function MoneyField({ path, value, onChange, ...input }: NumberFieldProps<number | undefined>) {
  const { currency } = useBrand();
  const scaled = useScaled(value, 10 ** currencyDigits(currency), onChange);
  return <MoneyInput name={path} clampBehavior="none" error={useProblem(path)} {...input} {...scaled} />;
}

export function PercentField({ path, value, onChange, ...input }: NumberFieldProps<number>) {
  const { i18n } = useTranslation();
  const scaled = useScaled(value, 100, onChange);
  return (
    <NumberInput
      name={path}
      suffix="%"
      min={0}
      decimalScale={2}
      decimalSeparator={i18n.language === 'ru' ? ',' : '.'}
      allowedDecimalSeparators={['.', ',']}
      allowNegative={false}
      clampBehavior="none"
      hideControls
      error={useProblem(path)}
      {...input}
      {...scaled}
    />
  );
}

interface Range {
  min?: number | undefined;
  max?: number | undefined;
}

interface RangeFieldProps {
  path: string;
  value: Range;
  /** The ends that are left; an emptied one is gone. */
  onChange: (range: { min?: number; max?: number }) => void;
  unit: 'money' | 'count';
  label: string;
  suffix?: string;
}

/** "from … to …", either of which may be left empty. */
export function RangeField({ path, value, onChange, unit, label, suffix }: RangeFieldProps) {
  const { t } = useTranslation('earning-rules');
  const Field = unit === 'money' ? MoneyField : OptionalCount;
  const set = (end: 'min' | 'max') => (next: number) => {
    const { min, max } = end === 'min' ? { ...value, min: next } : { ...value, max: next };
    onChange({
      ...(min === undefined || Number.isNaN(min) ? {} : { min }),
      ...(max === undefined || Number.isNaN(max) ? {} : { max }),
    });
  };
  return (
    <div>
      <div className="rule-inline">
        {(['min', 'max'] as const).map((end) => (
          <Field
            key={end}
            path={`${path}.${end}`}
            label={t(`range.${end}`)}
            aria-label={`${label}: ${t(`range.${end}`)}`}
            value={value[end]}
            onChange={set(end)}
            w={130}
            {...(suffix ? { suffix } : {})}
          />
        ))}
      </div>
      <GroupProblem path={path} />
    </div>
  );
}

function OptionalCount({ value, ...field }: NumberFieldProps<number | undefined>) {
  return <CountField value={value ?? emptyNumber} {...field} />;
}

interface TagsFieldProps {
  path: string;
  label: string;
  value: readonly string[] | undefined;
  onChange: (words: string[]) => void;
  description?: string;
  /** Offers the words that other rules use. */
  withKnown?: boolean;
}

export function TagsField({ path, label, value, onChange, description, withKnown }: TagsFieldProps) {
  const { t } = useTranslation('earning-rules');
  const { knownWords } = useContext(RuleFormContext);
  return (
    <TagsInput
      label={label}
      description={description}
      placeholder={value?.length ? '' : t('tagsPlaceholder')}
      name={path}
      data={withKnown ? [...knownWords] : []}
      value={[...(value ?? [])]}
      onChange={onChange}
      splitChars={[',', ';']}
      maxTags={100}
      error={useProblem(path)}
    />
  );
}

interface ChoiceFieldProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  w?: number;
  /** For a choice whose label would stand in the way; it names the input all the same. */
  isLabelHidden?: boolean;
}

/** One of a few; never none. */
export function ChoiceField<V extends string>(props: ChoiceFieldProps<V>) {
  const { label, value, options, onChange, w, isLabelHidden = false } = props;
  return (
    <Select
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      data={[...options]}
      value={value}
      onChange={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option) onChange(option.value);
      }}
      allowDeselect={false}
      checkIconPosition="right"
      {...(w ? { w } : {})}
    />
  );
}

function numberOf(typed: number | string): number {
  return typed === '' ? emptyNumber : Number(typed);
}
