/** A level as a dot of its colour and its name. */
import { Text } from '@mantine/core';
import type { TierBadge as Tier } from '@regulars/contracts';
import { useFormat } from '../../app/parts/use-format.ts';
import './tiers.css';

export function TierBadge({ tier }: { tier: Tier }) {
  const { language } = useFormat();
  return (
    <Text span size="sm" className="tier-name">
      <span className="tier-dot" style={{ background: tier.color }} aria-hidden />
      {tier.name[language]}
    </Text>
  );
}
