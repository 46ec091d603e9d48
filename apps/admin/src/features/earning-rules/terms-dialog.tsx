/** Changes which of several rules pays and the budget of all, with what each choice gives for a sample receipt. */
import { Modal, Radio, Stack, Switch, Text } from '@mantine/core';
import type { EarningRuleList, EarningTerms } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { ChoiceField, CountField, RuleFormProvider } from './fields.tsx';
import { policies, useSample } from './sample-receipt.tsx';
import { useRuleActions } from './use-earning-rules.ts';

interface TermsDialogProps {
  list: EarningRuleList;
  onClose: () => void;
}

export function TermsDialog({ list, onClose }: TermsDialogProps) {
  const { t } = useTranslation('earning-rules');
  const form = useTermsForm(list, onClose);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('terms.dialog')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <RuleFormProvider value={{ problems: form.problems, knownWords: [] }}>
        <DialogForm submitLabel={t('terms.save')} error={form.error} onSubmit={form.submit} onClose={onClose}>
          <PolicyChoice
            list={list}
            value={form.terms.policy}
            onChange={(policy) => form.change({ ...form.terms, policy })}
          />
          <BudgetFields
            value={form.terms.budget}
            onChange={(budget) => form.change({ ...form.terms, budget })}
          />
          <Text size="sm">{t('terms.effect')}</Text>
        </DialogForm>
      </RuleFormProvider>
    </Modal>
  );
}

function useTermsForm({ policy, budget }: EarningRuleList, onSaved: () => void) {
  const { t } = useTranslation('earning-rules');
  const notify = useNotify();
  const actions = useRuleActions();
  const [terms, setTerms] = useState<EarningTerms>({
    policy,
    budget: budget && { points: budget.points, period: budget.period },
  });
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [error, setError] = useState<unknown>(null);

  async function submit() {
    if (terms.budget && !(terms.budget.points >= 1)) {
      setProblems({ 'budget.points': t('app:field.atLeast', { minimum: 1 }) });
      return;
    }
    try {
      await actions.saveTerms(terms);
      notify.done(t('terms.saved'));
      onSaved();
    } catch (refusal) {
      setProblems(fieldErrors(refusal));
      setError(refusal);
    }
  }
  return {
    terms,
    problems,
    error,
    submit,
    change: (next: EarningTerms) => {
      setTerms(next);
      setProblems({});
    },
  };
}

interface PolicyChoiceProps {
  list: EarningRuleList;
  value: EarningTerms['policy'];
  onChange: (policy: EarningTerms['policy']) => void;
}

function PolicyChoice({ list, value, onChange }: PolicyChoiceProps) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  const { bill, answers } = useSample(list);
  return (
    <Radio.Group
      label={t('policy.label')}
      value={value}
      onChange={(chosen) => onChange(policies.find((policy) => policy === chosen) ?? value)}
    >
      <Stack gap="sm" mt="xs">
        {policies.map((policy) => (
          <Radio
            key={policy}
            value={policy}
            label={t(`policy.${policy}.title`)}
            description={
              <>
                {t(`policy.${policy}.text`)}
                {answers && (
                  <Text span inherit c="var(--mantine-color-text)">
                    {' '}
                    {t('policy.sampleGives', {
                      total: format.money(bill.totalMinor),
                      points: format.points(answers[policy].earnedPoints),
                    })}
                  </Text>
                )}
              </>
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

interface BudgetFieldsProps {
  value: EarningTerms['budget'];
  onChange: (budget: EarningTerms['budget']) => void;
}

function BudgetFields({ value, onChange }: BudgetFieldsProps) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  return (
    <Stack gap="sm">
      <Switch
        label={t('budget.label')}
        description={t('budget.help')}
        checked={value !== null}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? { points: 10_000, period: 'month' } : null)
        }
      />
      {value && (
        <div className="rule-inline">
          <CountField
            path="budget.points"
            label={t('budget.points')}
            suffix={` ${format.pointsNoun(5)}`}
            w={200}
            value={value.points}
            onChange={(points) => onChange({ ...value, points })}
          />
          <ChoiceField
            label={t('budget.period')}
            value={value.period}
            options={(['month', 'ever'] as const).map((period) => ({
              value: period,
              label: t(`budget.periods.${period}`),
            }))}
            onChange={(period) => onChange({ ...value, period })}
            w={200}
          />
        </div>
      )}
    </Stack>
  );
}
