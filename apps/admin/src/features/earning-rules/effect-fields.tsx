/** What sets a rule off and how much it gives. */
import { ActionIcon, Button, Group, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import type { EarningEffect } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { ChoiceField, CountField, GroupProblem, MoneyField, PercentField, useProblem } from './fields.tsx';
import { BillOrGoods } from './goods-fields.tsx';
import { type EffectKind, emptyNumber, newEffect, type RuleDraft } from './rule-draft.ts';
import { useRowKeys } from './use-row-keys.ts';

const effectKinds = ['percent', 'perAmount', 'fixed', 'perItem', 'steps', 'multiplier'] as const;
/** What the base rule may do: it stands on the programme's page too. */
const simpleKinds = ['percent', 'perAmount'] as const;
const eventKinds = ['fixed'] as const;
const triggerKinds = [
  'purchase',
  'join',
  'birthday',
  'referral',
  'subscription',
  'review',
  'share',
  'receipt',
  'app_install',
  'survey',
  'game',
  'event',
] as const;
type TriggerKind = (typeof triggerKinds)[number];

export interface RuleFieldsProps {
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
  isBase: boolean;
}

export function EffectFields({ draft, onChange, isBase }: RuleFieldsProps) {
  const { t } = useTranslation('earning-rules');
  const unitMinor = 10 ** currencyDigits(useBrand().currency);
  const isPurchase = draft.trigger.kind === 'purchase';
  const kinds = !isPurchase ? eventKinds : isBase ? simpleKinds : effectKinds;

  function setTrigger(kind: TriggerKind) {
    const effect =
      kind === 'purchase' || draft.effect.kind === 'fixed' ? draft.effect : newEffect('fixed', unitMinor);
    onChange({ trigger: newTrigger(kind), effect });
  }
  function setKind(kind: EffectKind) {
    const next = newEffect(kind, unitMinor);
    const lines = 'lines' in draft.effect ? draft.effect.lines : undefined;
    onChange({ effect: lines && next.kind !== 'fixed' ? { ...next, lines } : next });
  }
  return (
    <Surface title={t('effect.title')}>
      <Stack gap="md">
        <div className="rule-inline">
          <ChoiceField
            label={t('trigger.label')}
            value={triggerKinds.find((kind) => kind === draft.trigger.kind) ?? 'purchase'}
            options={(isBase ? (['purchase'] as const) : triggerKinds).map((value) => ({
              value,
              label: t(`trigger.${value}`),
            }))}
            onChange={setTrigger}
            w={250}
          />
          <ChoiceField<EffectKind>
            label={t('effect.kind')}
            value={draft.effect.kind}
            options={kinds.map((value) => ({ value, label: t(`effect.kinds.${value}`) }))}
            onChange={setKind}
            w={290}
          />
        </div>
        <TriggerDetails draft={draft} onChange={onChange} />
        <Amount effect={draft.effect} onChange={(effect) => onChange({ effect })} />
        {isPurchase && !isBase && (
          <GoodsOfEffect effect={draft.effect} onChange={(effect) => onChange({ effect })} />
        )}
        <GroupProblem path="effect" />
      </Stack>
    </Surface>
  );
}

function newTrigger(kind: TriggerKind): RuleDraft['trigger'] {
  if (kind === 'birthday') return { kind, daysBefore: 0, filledDaysBefore: 7 };
  return kind === 'event' ? { kind, type: '' } : { kind };
}

function TriggerDetails({ draft: { trigger }, onChange }: Pick<RuleFieldsProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation('earning-rules');
  const problem = useProblem('trigger.type');
  if (trigger.kind === 'event') {
    return (
      <TextInput
        name="trigger.type"
        label={t('trigger.type')}
        description={t('trigger.typeHelp')}
        placeholder="video.watched"
        className="short-input"
        value={trigger.type}
        onChange={(event) => onChange({ trigger: { ...trigger, type: event.currentTarget.value } })}
        error={problem}
      />
    );
  }
  if (trigger.kind === 'birthday') {
    return (
      <div className="rule-inline">
        {(['daysBefore', 'filledDaysBefore'] as const).map((name) => (
          <CountField
            key={name}
            path={`trigger.${name}`}
            label={t(`trigger.${name}`)}
            description={t(`trigger.${name}Help`)}
            value={trigger[name]}
            onChange={(days) => onChange({ trigger: { ...trigger, [name]: days } })}
            w={260}
          />
        ))}
      </div>
    );
  }
  return trigger.kind === 'purchase' || trigger.kind === 'join' ? null : (
    <Text size="sm" c="dimmed">
      {t('trigger.reported')}
    </Text>
  );
}

interface EffectProps<E extends EarningEffect = EarningEffect> {
  effect: E;
  onChange: (effect: EarningEffect) => void;
}

function Amount({ effect, onChange }: EffectProps) {
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

function PointsField({ effect, onChange, label }: EffectProps<WithPoints> & { label: string }) {
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

function Multiplier({ effect, onChange }: EffectProps<Extract<EarningEffect, { kind: 'multiplier' }>>) {
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

function Steps({ effect, onChange }: EffectProps<StepsEffect>) {
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
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('effect.removeStep', { number: index + 1 })}
              onClick={() => {
                rows.forget(index);
                onChange({ ...effect, steps: steps.filter((_, at) => at !== index) });
              }}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      <GroupProblem path="effect.steps" />
      {steps.length < 20 && (
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() =>
            onChange({ ...effect, steps: [...steps, { fromMinor: emptyNumber, basisPoints: emptyNumber }] })
          }
        >
          {t('effect.addStep')}
        </Button>
      )}
    </Stack>
  );
}

function GoodsOfEffect({ effect, onChange }: EffectProps) {
  const { t } = useTranslation('earning-rules');
  if (effect.kind === 'fixed') return null;
  const { lines, ...whole } = effect;
  const canRoundByLine = effect.kind === 'percent' || effect.kind === 'perAmount' || effect.kind === 'steps';
  return (
    <Stack gap="sm">
      <BillOrGoods
        path="effect.lines"
        value={lines}
        onChange={(next) => onChange(next === undefined ? whole : { ...whole, lines: next })}
      />
      {canRoundByLine && (lines !== undefined || effect.per === 'line') && (
        <Switch
          label={t('effect.perLine')}
          description={t('effect.perLineHelp')}
          checked={effect.per === 'line'}
          onChange={(event) => onChange({ ...effect, per: event.currentTarget.checked ? 'line' : 'order' })}
        />
      )}
    </Stack>
  );
}
