/** Where a reward stands: a draft, on sale, waiting for its days, or archived. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Reward } from './use-rewards.ts';

export function RewardState({ reward: { state, isOnSale } }: { reward: Pick<Reward, 'state' | 'isOnSale'> }) {
  const { t } = useTranslation('rewards');
  const shown = state === 'active' && !isOnSale ? 'waiting' : state;
  return (
    <Badge variant={shown === 'active' ? 'light' : 'default'} tt="none" fw={500}>
      {t(`state.${shown}`)}
    </Badge>
  );
}
