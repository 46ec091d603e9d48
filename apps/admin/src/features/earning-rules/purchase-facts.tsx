/** Questions about the bill: its size, its goods, how it is paid, and what was bought before. */
import { Stack } from '@mantine/core';
import type { EarningFact, LineFilter } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';
import type { FactOf, FactProps } from './fact-fields.tsx';
import { ChoiceField, CountField, RangeField } from './fields.tsx';
import { GoodsFields } from './goods-fields.tsx';
import { emptyNumber } from './rule-draft.ts';

export function BillFacts({ value, path, onChange }: FactProps<FactOf<'total' | 'redeemed'>>) {
  return value.kind === 'total' ? (
    <Total value={value} path={path} onChange={onChange} />
  ) : (
    <Redeemed value={value} path={path} onChange={onChange} />
  );
}

function Total({ value, path, onChange }: FactProps<FactOf<'total'>>) {
  const { t } = useTranslation('earning-rules');
  return (
    <div className="rule-inline">
      <ChoiceField
        label={t('fact.total.of')}
        value={value.of}
        options={(['bill', 'paid'] as const).map((of) => ({ value: of, label: t(`fact.total.${of}`) }))}
        onChange={(of) => onChange({ ...value, of })}
        w={230}
      />
      <RangeField
        path={path}
        unit="money"
        label={t('fact.total.title')}
        value={value}
        onChange={(range) => onChange({ kind: value.kind, of: value.of, ...range })}
      />
    </div>
  );
}

function Redeemed({ value, path, onChange }: FactProps<FactOf<'redeemed'>>) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  const isNone = value.max === 0 && value.min === undefined;
  return (
    <div className="rule-inline">
      <ChoiceField
        label={t('fact.redeemed.label')}
        value={isNone ? 'none' : 'some'}
        options={(['none', 'some'] as const).map((one) => ({ value: one, label: t(`fact.redeemed.${one}`) }))}
        onChange={(choice) =>
          onChange({ kind: value.kind, ...(choice === 'none' ? { max: 0 } : { min: 1 }) })
        }
        w={230}
      />
      {!isNone && (
        <RangeField
          path={path}
          unit="count"
          label={t('fact.redeemed.title')}
          suffix={` ${format.pointsNoun(5)}`}
          value={value}
          onChange={(range) => onChange({ kind: value.kind, ...range })}
        />
      )}
    </div>
  );
}

type LinesTest = FactOf<'lines'>['test'];
const tests = ['any', 'all', 'quantity', 'sum', 'share'] as const;

export function LinesFields({ value, path, onChange }: FactProps<FactOf<'lines'>>) {
  const { t } = useTranslation('earning-rules');
  const { test } = value;
  const set = (next: LinesTest) => onChange({ ...value, test: next });
  return (
    <Stack gap="sm">
      <Goods value={value} path={path} onChange={onChange} />
      <div className="rule-inline">
        <ChoiceField
          label={t('fact.lines.test')}
          value={test.kind}
          options={tests.map((kind) => ({ value: kind, label: t(`fact.lines.tests.${kind}`) }))}
          onChange={(kind) => set(kind === 'any' || kind === 'all' ? { kind } : { kind, min: emptyNumber })}
          w={230}
        />
        {test.kind !== 'any' && test.kind !== 'all' && (
          <RangeField
            path={`${path}.test`}
            unit={test.kind === 'sum' ? 'money' : 'count'}
            label={t(`fact.lines.tests.${test.kind}`)}
            suffix={test.kind === 'share' ? '%' : ''}
            value={test}
            onChange={(range) => set({ kind: test.kind, ...range })}
          />
        )}
      </div>
    </Stack>
  );
}

export function BoughtFields({ value, path, onChange }: FactProps<FactOf<'bought'>>) {
  const { t } = useTranslation('earning-rules');
  return (
    <Stack gap="sm">
      <Goods value={value} path={path} onChange={onChange} />
      <div className="rule-inline">
        {(['quantity', 'days'] as const).map((name) => (
          <CountField
            key={name}
            path={`${path}.${name}`}
            label={t(`fact.bought.${name}`)}
            w={180}
            value={value[name]}
            onChange={(count) => onChange({ ...value, [name]: count })}
          />
        ))}
      </div>
    </Stack>
  );
}

interface WithGoods extends Omit<FactProps, 'value'> {
  value: Extract<EarningFact, { filter: LineFilter }>;
}

function Goods({ value, path, onChange }: WithGoods) {
  return (
    <GoodsFields
      path={`${path}.filter`}
      value={value.filter}
      onChange={(filter) => onChange({ ...value, filter })}
    />
  );
}
