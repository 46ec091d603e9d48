/** How much a rule gives: the inputs of each way of giving. */
import { Group, NumberInput, Stack, Text } from '@mantine/core';
import type { EarningEffect } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';
import { ChoiceField, CountField, GroupProblem, MoneyField, PercentField, useProblem } from './fields.tsx';
import { AddButton, RemoveButton } from './row-buttons.tsx';
import { emptyNumber } from './rule-draft.ts';
import { useRowKeys } from './use-row-keys.ts';

export interface AmountProps<E extends EarningEffect = EarningEffect> {
  effect: E;
  onChange: (effect: EarningEffect) => void;
}

export function AmountFields({ effect, onChange }: AmountProps) {
  const { t } = useTranslation('earning-rules');
  switch (effect.kind) {
    case 'percent':
      return (
        <PercentField
          path="effect.basisPoints"
          label={t('effect.percent')}
          className="short-input"
          value={effect.basisPoints}
          onChange={(basisPoints) => onChange({ ...effect, basisPoints })}
        />
      );
    case 'perAmount':
      return (
        <div className="rule-inline">
          <PointsField effect={effect} onChange={onChange} label={t('effect.points')} />
          <MoneyField
            path="effect.amountMinor"
            label={t('effect.forEach')}
            w={180}
            value={effect.amountMinor}
            onChange={(amountMinor) => onChange({ ...effect, amountMinor })}
          />
        </div>
      );
    case 'steps':
      return <Steps effect={effect} onChange={onChange} />;
    case 'fixed':
      return <PointsField effect={effect} onChange={onChange} label={t('effect.points')} />;
    case 'perItem':
      return <PointsField effect={effect} onChange={onChange} label={t('effect.pointsEach')} />;
    case 'multiplier':
      return <Multiplier effect={effect} onChange={onChange} />;
  }
}

type WithPoints = Extract<EarningEffect, { points: number }>;

function PointsField({ effect, onChange, label }: AmountProps<WithPoints> & { label: string }) {
  const format = useFormat();
  return (
    <CountField
      path="effect.points"
      label={label}
      suffix={` ${format.pointsNoun(effect.points || 0)}`}
      w={180}
      value={effect.points}
      onChange={(points) => onChange({ ...effect, points })}
    />
  );
}

function Multiplier({ effect, onChange }: AmountProps<Extract<EarningEffect, { kind: 'multiplier' }>>) {
  const { t, i18n } = useTranslation('earning-rules');
  const problem = useProblem('effect.percent');
  return (
    <NumberInput
      name="effect.percent"
      label={t('effect.times')}
      description={t('effect.timesHelp')}
      prefix="× "
      decimalScale={2}
      decimalSeparator={i18n.language === 'ru' ? ',' : '.'}
      allowedDecimalSeparators={['.', ',']}
      allowNegative={false}
      clampBehavior="none"
      hideControls
      className="short-input"
      defaultValue={effect.percent / 100}
      onChange={(times) =>
        onChange({ ...effect, percent: times === '' ? emptyNumber : Math.round(Number(times) * 100) })
      }
      error={problem}
    />
  );
}

type StepsEffect = Extract<EarningEffect, { kind: 'steps' }>;
const bases = ['bill', 'spent'] as const;

function Steps({ effect, onChange }: AmountProps<StepsEffect>) {
  const { t } = useTranslation('earning-rules');
  const { steps } = effect;
  const rows = useRowKeys(steps.length);
  const setStep = (index: number, part: Partial<StepsEffect['steps'][number]>) =>
    onChange({ ...effect, steps: steps.map((step, at) => (at === index ? { ...step, ...part } : step)) });
  return (
    <Stack gap="sm">
      <ChoiceField
        label={t('effect.by')}
        value={effect.by}
        options={bases.map((value) => ({ value, label: t(`effect.byChoice.${value}`) }))}
        onChange={(by) => onChange({ ...effect, by })}
        w={290}
      />
      {steps.map((step, index) => (
        <Group key={rows.keys[index]} gap="sm" align="flex-start" wrap="nowrap">
          <MoneyField
            path={`effect.steps.${index}.fromMinor`}
            aria-label={t('effect.stepFrom', { number: index + 1 })}
            leftSection={<Text size="sm">{t('range.min')}</Text>}
            leftSectionWidth={44}
            w={170}
            value={step.fromMinor}
            onChange={(fromMinor) => setStep(index, { fromMinor })}
          />
          <PercentField
            path={`effect.steps.${index}.basisPoints`}
            aria-label={t('effect.stepPercent', { number: index + 1 })}
            w={110}
            value={step.basisPoints}
            onChange={(basisPoints) => setStep(index, { basisPoints })}
          />
          {steps.length > 1 && (
            <RemoveButton
              label={t('effect.removeStep', { number: index + 1 })}
              onClick={() => {
                rows.forget(index);
                onChange({ ...effect, steps: steps.filter((_, at) => at !== index) });
              }}
            />
          )}
        </Group>
      ))}
      <GroupProblem path="effect.steps" />
      {steps.length < 20 && (
        <AddButton
          label={t('effect.addStep')}
          onClick={() =>
            onChange({ ...effect, steps: [...steps, { fromMinor: emptyNumber, basisPoints: emptyNumber }] })
          }
        />
      )}
    </Stack>
  );
}
