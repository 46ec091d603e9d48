/** The last movements of points, with the way to all of them. */
import { CupDrawing } from '@regulars/ui/drawings.tsx';
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { useMember } from '../../app/api.tsx';
import { EntryRow } from '../../app/parts/entry-row.tsx';
import { LinkRow, Section } from '../../app/parts/list.tsx';
import { sayDayHeading, sayTime } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';

const shownEntries = 4;

export function RecentEntries() {
  const { t, language } = useWords();
  const { noun } = useFormatting();
  const { recentEntries } = useMember();
  if (recentEntries.length === 0) {
    return (
      <Section>
        <div className="empty empty-small">
          <CupDrawing className="empty-drawing" />
          <p className="empty-title">{t('home.emptyTitle')}</p>
          <p className="empty-text">{t('home.empty', { many: noun(5) })}</p>
        </div>
      </Section>
    );
  }
  return (
    <Section header={t('home.recent')}>
      {recentEntries.slice(0, shownEntries).map((entry) => (
        <EntryRow
          key={entry.id}
          entry={entry}
          when={`${sayDayHeading(entry.createdAt, language)}, ${sayTime(entry.createdAt, language)}`}
        />
      ))}
      <LinkRow title={t('home.all')} to="/history" />
    </Section>
  );
}
