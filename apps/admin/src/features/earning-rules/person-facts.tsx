/** Questions that are answered from what the customer did: which purchase it is, and events by name. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactOf, FactProps } from './fact-fields.tsx';
import { ChoiceField, CountField, GroupProblem, RangeField, useProblem } from './fields.tsx';
import { emptyNumber } from './rule-draft.ts';

type PurchaseNumber = FactOf<'purchaseNumber'>;
const orders = ['first', 'upTo', 'from', 'every', 'range'] as const;
type Order = (typeof orders)[number];

export function PurchaseNumberFields({ value, path, onChange }: FactProps<PurchaseNumber>) {
  const { t } = useTranslation('earning-rules');
  const [chosen, setChosen] = useState<Order | null>(null);
  // "Up to 1" on the way to "up to 12" must not turn into "the first".
  const order = orderOf(value) === 'first' && chosen === 'upTo' ? chosen : orderOf(value);
  const field = (name: 'min' | 'max' | 'every') => (
    <CountField
      path={`${path}.${name}`}
      label={t(`fact.purchaseNumber.${name}`)}
      w={160}
      value={value[name] ?? emptyNumber}
      onChange={(number) => onChange({ ...value, [name]: number })}
    />
  );
  return (
    <div className="rule-inline">
      <ChoiceField
        label={t('fact.purchaseNumber.which')}
        value={order}
        options={orders.map((one) => ({ value: one, label: t(`fact.purchaseNumber.orders.${one}`) }))}
        onChange={(one) => {
          setChosen(one);
          onChange({ kind: value.kind, ...newOrder[one] });
        }}
        w={230}
      />
      {(order === 'from' || order === 'range') && field('min')}
      {(order === 'upTo' || order === 'range') && field('max')}
      {order === 'every' && field('every')}
      <GroupProblem path={path} />
    </div>
  );
}

const newOrder: Record<Order, Omit<PurchaseNumber, 'kind'>> = {
  first: { max: 1 },
  upTo: { max: 3 },
  from: { min: 2 },
  every: { every: 5 },
  range: { min: 2, max: 5 },
};

function orderOf({ min, max, every }: PurchaseNumber): Order {
  if (every !== undefined) return 'every';
  if (min !== undefined) return max === undefined ? 'from' : 'range';
  return max === 1 ? 'first' : 'upTo';
}

export function EventFields({ value, path, onChange }: FactProps<FactOf<'event'>>) {
  const { t } = useTranslation('earning-rules');
  const problem = useProblem(`${path}.type`);
  const { days, ...ever } = value;
  return (
    <div className="rule-inline">
      <TextInput
        name={`${path}.type`}
        label={t('fact.event.type')}
        placeholder="video.watched"
        w={230}
        value={value.type}
        onChange={(event) => onChange({ ...value, type: event.currentTarget.value })}
        error={problem}
      />
      <CountField
        path={`${path}.days`}
        label={t('fact.event.days')}
        placeholder={t('fact.event.ever')}
        w={200}
        value={days ?? emptyNumber}
        onChange={(next) => onChange(Number.isNaN(next) ? ever : { ...ever, days: next })}
      />
    </div>
  );
}

export function PropertyFields({ value, path, onChange }: FactProps<FactOf<'property'>>) {
  const { t } = useTranslation('earning-rules');
  const problems = { name: useProblem(`${path}.name`), equals: useProblem(`${path}.equals`) };
  const isEqual = value.equals !== undefined;
  const { kind, name } = value;
  return (
    <div className="rule-inline">
      <TextInput
        name={`${path}.name`}
        label={t('fact.property.name')}
        placeholder="rating"
        w={180}
        value={name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        error={problems.name}
      />
      <ChoiceField
        label={t('fact.property.test')}
        value={isEqual ? 'equals' : 'range'}
        options={(['equals', 'range'] as const).map((one) => ({
          value: one,
          label: t(`fact.property.${one}`),
        }))}
        onChange={(test) =>
          onChange({ kind, name, ...(test === 'equals' ? { equals: '' } : { min: emptyNumber }) })
        }
        w={170}
      />
      {isEqual ? (
        <TextInput
          name={`${path}.equals`}
          label={t('fact.property.value')}
          w={180}
          value={String(value.equals)}
          onChange={(event) => onChange({ kind, name, equals: propertyValue(event.currentTarget.value) })}
          error={problems.equals}
        />
      ) : (
        <RangeField
          path={path}
          unit="count"
          label={t('fact.property.name')}
          value={value}
          onChange={(range) => onChange({ kind, name, ...range })}
        />
      )}
    </div>
  );
}

/** Properties come as JSON, where 5 is not "5": what looks like a number or a yes and no is one. */
function propertyValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && String(Number(text)) === text ? Number(text) : text;
}
