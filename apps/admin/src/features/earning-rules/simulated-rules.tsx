/** Which rules are asked: the active ones always, drafts and paused ones by choice, and by which policy. */
import { Checkbox, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { ChoiceField } from './fields.tsx';
import { policies } from './sample-receipt.tsx';
import type { Trial } from './simulation-draft.ts';
import type { SimulationPartProps } from './simulator.tsx';
import { useEarningRules } from './use-earning-rules.ts';

interface SimulatedRulesProps extends SimulationPartProps {
  trial: Trial | undefined;
}

export function SimulatedRules({ draft, onChange, trial }: SimulatedRulesProps) {
  const { t } = useTranslation('earning-rules');
  const { language } = useFormat();
  const { data } = useEarningRules();
  const resting = (data?.items ?? []).filter(
    ({ id, state, settings }) =>
      (state === 'draft' || state === 'paused') &&
      settings.trigger.kind === 'purchase' &&
      id !== trial?.ruleId,
  );
  return (
    <Surface title={t('simulator.rules')} lead={t('simulator.rulesLead')}>
      <Stack gap="md">
        {resting.length > 0 && (
          <Checkbox.Group
            label={t('simulator.also')}
            value={draft.alsoRuleIds}
            onChange={(alsoRuleIds) => onChange({ alsoRuleIds })}
          >
            <Stack gap="sm" mt="xs">
              {resting.map(({ id, settings, state, summary }) => (
                <Checkbox
                  key={id}
                  value={id}
                  label={`${settings.name} (${t(`state.${state}`)})`}
                  description={summary[language]}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <ChoiceField
          label={t('policy.label')}
          value={draft.policy ?? 'own'}
          options={[
            {
              value: 'own',
              label: data
                ? t('simulator.ownPolicy', { policy: t(`policy.${data.policy}.title`) })
                : t('simulator.ownPolicyShort'),
            },
            ...policies.map((policy) => ({ value: policy, label: t(`policy.${policy}.title`) })),
          ]}
          onChange={(policy) => onChange({ policy: policies.find((one) => one === policy) ?? null })}
        />
        {resting.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('simulator.noneResting')}
          </Text>
        )}
      </Stack>
    </Surface>
  );
}
