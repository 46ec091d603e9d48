/** One movement of points: why, when, and how many, told by sign and word. */
import type { Entry, EntryKind } from '@regulars/contracts';
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { sayDay } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { Icon, type IconName } from './icon.tsx';

const icons: Record<EntryKind, IconName> = {
  accrual: 'plus',
  welcome: 'gift',
  redemption: 'bag',
  reversal: 'back',
  redemption_return: 'back',
  reward: 'gift',
  reward_return: 'back',
  activation: 'check',
  expiry: 'hourglass',
  adjustment: 'edit',
  import: 'download',
  merge_out: 'back',
  merge_in: 'download',
};

/** Histories also know the shop. */
type ShownEntry = Entry & { shop?: { name: string } | null };

export function EntryRow({ entry, when }: { entry: ShownEntry; when: string }) {
  const { t, language } = useWords();
  const { signed, points } = useFormatting();
  const { activeFrom } = entry;
  const waits = activeFrom
    ? t('history.activeFrom', { date: sayDay(activeFrom, language) })
    : t('history.pending');
  return (
    <div className="row entry">
      <span className="row-icon tone-quiet">
        <Icon name={icons[entry.kind]} />
      </span>
      <span className="row-text">
        <span className="row-title">{entry.explanation}</span>
        <span className="row-subtitle">
          {[when, entry.pending && waits, entry.shop?.name].filter(Boolean).join(', ')}
        </span>
      </span>
      <span className={amountClass(entry)}>
        <span aria-hidden="true">{signed(entry.points)}</span>
        <span className="visually-hidden">{`${entry.points < 0 ? '−' : '+'}${points(Math.abs(entry.points))}`}</span>
      </span>
    </div>
  );
}

function amountClass(entry: Entry): string {
  if (entry.pending) return 'entry-amount entry-waits';
  return entry.points > 0 ? 'entry-amount entry-gain' : 'entry-amount';
}
