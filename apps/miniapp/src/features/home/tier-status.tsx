/** The member's level with the way to the next one; a tap shows all levels. */
import { LinkRow, Section } from '../../app/parts/list.tsx';
import { type Tier, TierBadge, TierProgress, useTierWords } from '../../app/parts/tier.tsx';

/** A fall that is further away is told on the screen of levels. */
const soonMs = 30 * 86_400_000;

export function TierStatus({ tier }: { tier: Tier }) {
  const say = useTierWords();
  const isDropSoon = tier.drop && Date.parse(tier.drop.at) - Date.now() < soonMs;
  return (
    <Section>
      <LinkRow
        title={
          <span className="tier-title">
            <TierBadge tier={tier.current} />
            {say.current(tier)}
          </span>
        }
        subtitle={
          <>
            <TierProgress tier={tier} />
            <span>{say.next(tier)}</span>
            {isDropSoon && <span className="tier-drop">{say.drop(tier)}</span>}
          </>
        }
        to="/tiers"
      />
    </Section>
  );
}
