/** When the points of a rule wake and lapse, and when the rule itself works. */
import { Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { ChoiceField, CountField, useProblem } from './fields.tsx';
import { MomentField } from './moment-field.tsx';
import type { RuleDraft } from './rule-draft.ts';

interface LifeFieldsProps {
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
}

const expiryKinds = ['never', 'days', 'months'] as const;
const newExpiry: Record<(typeof expiryKinds)[number], RuleDraft['expiry']> = {
  never: { kind: 'never' },
  days: { kind: 'days', days: 90 },
  months: { kind: 'months', months: 12, roundToMonthEnd: false },
};

export function LifeFields({ draft, onChange }: LifeFieldsProps) {
  const { t } = useTranslation('earning-rules');
  const { expiry } = draft;
  return (
    <Surface title={t('life.title')}>
      <Stack gap="md">
        <div className="rule-inline">
          <CountField
            path="activationDelayDays"
            label={t('life.delay')}
            description={t('life.delayHelp')}
            w={250}
            value={draft.activationDelayDays}
            onChange={(activationDelayDays) => onChange({ activationDelayDays })}
          />
          <ChoiceField
            label={t('life.expiry')}
            value={expiry.kind}
            options={expiryKinds.map((value) => ({ value, label: t(`life.kinds.${value}`) }))}
            onChange={(kind) => onChange({ expiry: newExpiry[kind] })}
            w={190}
          />
          {expiry.kind === 'days' && (
            <CountField
              path="expiry.days"
              label={t('life.days')}
              w={150}
              value={expiry.days}
              onChange={(days) => onChange({ expiry: { ...expiry, days } })}
            />
          )}
          {expiry.kind === 'months' && (
            <CountField
              path="expiry.months"
              label={t('life.months')}
              w={150}
              value={expiry.months}
              onChange={(months) => onChange({ expiry: { ...expiry, months } })}
            />
          )}
        </div>
        {expiry.kind === 'months' && (
          <Switch
            label={t('life.round')}
            description={t('life.roundHelp')}
            checked={expiry.roundToMonthEnd}
            onChange={(event) =>
              onChange({ expiry: { ...expiry, roundToMonthEnd: event.currentTarget.checked } })
            }
          />
        )}
      </Stack>
    </Surface>
  );
}

export function ScheduleFields({ draft, onChange }: LifeFieldsProps) {
  const { t } = useTranslation('earning-rules');
  const { zone } = useBrand();
  const problem = useProblem('endsAt');
  return (
    <Surface title={t('schedule.title')} lead={t('schedule.lead', { zone })}>
      <div className="rule-inline">
        {(['startsAt', 'endsAt'] as const).map((name) => (
          <MomentField
            key={name}
            label={t(`schedule.${name}`)}
            placeholder={t(`schedule.${name}None`)}
            w={270}
            value={draft[name]}
            onChange={(instant) => onChange({ [name]: instant })}
            error={name === 'endsAt' ? problem : null}
          />
        ))}
      </div>
    </Surface>
  );
}
