/** A level as a dot of its colour, how far it is to the next one, and both in words. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { sayDate } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import type { Member } from '../boot.ts';
import './tier.css';

export type Tier = NonNullable<Member['tier']>;

export function TierBadge({ tier }: { tier: { color: string } | null }) {
  return <span className="tier-badge" style={{ background: tier?.color ?? 'var(--fill)' }} aria-hidden />;
}

/** The words beside it say the same, so it is for the eyes alone. */
export function TierProgress({ tier: { counted, next } }: { tier: Tier }) {
  if (!next) return null;
  const percent = Math.min(100, Math.floor((counted / next.threshold) * 100));
  return (
    <span className="tier-bar" aria-hidden>
      <span style={{ width: `${percent}%`, background: next.color }} />
    </span>
  );
}

export function useTierWords() {
  const { t, language } = useWords();
  const { money, points } = useFormatting();
  const amount = (tier: Pick<Tier, 'basis'>, count: number) =>
    tier.basis === 'money' ? money(count) : points(count);
  return {
    amount,
    current: ({ current }: Tier) => current?.name[language] ?? t('tier.none'),
    /** "320 more to Gold". */
    next: (tier: Tier) =>
      tier.next
        ? t('tier.next', { amount: amount(tier, tier.next.missing), name: tier.next.name[language] })
        : t('tier.top'),
    /** "Yours until 31 December; 6,000 more will keep it". */
    drop(tier: Tier) {
      if (!tier.drop) return null;
      const date = sayDate(new Date(Date.parse(tier.drop.at) - 1), language);
      return tier.drop.missing
        ? t('tier.keep', { date, amount: amount(tier, tier.drop.missing) })
        : t('tier.until', { date });
    },
  };
}
