/** What sets a rule off, which way it gives and for which goods. */
import { Stack, Switch, Text, TextInput } from '@mantine/core';
import { currencyDigits } from '@regulars/contracts/points';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { AmountFields, type AmountProps } from './amount-fields.tsx';
import { ChoiceField, CountField, GroupProblem, useProblem } from './fields.tsx';
import { BillOrGoods } from './goods-fields.tsx';
import { type EffectKind, newEffect, type RuleDraft } from './rule-draft.ts';

const effectKinds = ['percent', 'perAmount', 'fixed', 'perItem', 'steps', 'multiplier'] as const;
/** What the base rule may do: it stands on the programme's page too. */
const simpleKinds = ['percent', 'perAmount'] as const;
const eventKinds = ['fixed'] as const;
/** A receipt has a sum and no lines. */
const receiptKinds = ['percent', 'perAmount', 'fixed', 'steps', 'multiplier'] as const;
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

interface EffectFieldsProps {
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
  isBase: boolean;
}

export function EffectFields({ draft, onChange, isBase }: EffectFieldsProps) {
  const { t } = useTranslation('earning-rules');
  const unitMinor = 10 ** currencyDigits(useBrand().currency);
  const isPurchase = draft.trigger.kind === 'purchase';
  const kinds = kindsOf(draft.trigger.kind, isBase);

  function setTrigger(kind: TriggerKind) {
    const { lines: _goods, ...whole } = { lines: null, ...draft.effect };
    const effect = kind === 'purchase' ? draft.effect : whole;
    const isPossible = kindsOf(kind, isBase).some((one) => one === effect.kind);
    onChange({ trigger: newTrigger(kind), effect: isPossible ? effect : newEffect('fixed', unitMinor) });
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
        <AmountFields effect={draft.effect} onChange={(effect) => onChange({ effect })} />
        {isPurchase && !isBase && (
          <GoodsOfEffect effect={draft.effect} onChange={(effect) => onChange({ effect })} />
        )}
        <GroupProblem path="effect" />
      </Stack>
    </Surface>
  );
}

function kindsOf(trigger: RuleDraft['trigger']['kind'], isBase: boolean): readonly EffectKind[] {
  if (trigger === 'receipt') return receiptKinds;
  if (trigger !== 'purchase') return eventKinds;
  return isBase ? simpleKinds : effectKinds;
}

function newTrigger(kind: TriggerKind): RuleDraft['trigger'] {
  if (kind === 'birthday') return { kind, daysBefore: 0, filledDaysBefore: 7 };
  return kind === 'event' ? { kind, type: '' } : { kind };
}

function TriggerDetails({ draft: { trigger }, onChange }: Pick<EffectFieldsProps, 'draft' | 'onChange'>) {
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

function GoodsOfEffect({ effect, onChange }: AmountProps) {
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
