/** Where a rule stands, told by a word and a colour. */
import { Badge } from '@mantine/core';
import type { EarningRuleState } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';

const colors: Record<EarningRuleState, string> = {
  draft: 'gray',
  active: 'leaf',
  paused: 'yellow',
  ended: 'gray',
};

export function StateBadge({ state }: { state: EarningRuleState }) {
  const { t } = useTranslation('earning-rules');
  return (
    <Badge
      component="span"
      variant={state === 'draft' ? 'outline' : 'light'}
      color={colors[state]}
      tt="none"
      fw={500}
      className={`rule-state rule-state-${state}`}
    >
      {t(`state.${state}`)}
    </Badge>
  );
}
