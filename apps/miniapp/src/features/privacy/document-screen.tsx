/** A legal document of the brand, in the reader's language, with its version. */
import type { DocumentKind } from '@regulars/contracts';
import { useParams } from 'wouter';
import { FailedPart, NotFoundScreen } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { sayDay } from '../../words/dates.ts';
import { useWords, type WordKey } from '../../words/words.tsx';
import './privacy.css';
import { isDocumentKind, useDocument } from './use-document.ts';

const titles: Record<DocumentKind, WordKey> = {
  rules: 'document.rules',
  privacy: 'document.privacy',
  marketing: 'document.marketing',
};

export function DocumentScreen() {
  const { kind } = useParams<{ kind: string }>();
  const { t } = useWords();
  if (!isDocumentKind(kind)) return <NotFoundScreen />;
  return (
    <Screen title={t(titles[kind])}>
      <DocumentText kind={kind} />
    </Screen>
  );
}

function DocumentText({ kind }: { kind: DocumentKind }) {
  const { t, language } = useWords();
  const { data, error, refetch } = useDocument(kind);
  if (!data && error) {
    return <FailedPart error={error} title={t('document.failed')} onRetry={() => void refetch()} />;
  }
  if (!data) return <DocumentSkeleton />;
  const text = data.text[language].trim() || data.text[language === 'ru' ? 'en' : 'ru'];
  return (
    <>
      <div className="section-body document">
        {text.split(/\n\s*\n/).map((paragraph) => (
          <p key={paragraph}>{paragraph.trim()}</p>
        ))}
      </div>
      <p className="section-footer">
        {t('document.version', { version: data.version, date: sayDay(data.publishedAt, language) })}
      </p>
    </>
  );
}

function DocumentSkeleton() {
  return (
    <div className="section-body document" aria-busy="true">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((line) => (
        <span key={line} className="skeleton skeleton-line" />
      ))}
    </div>
  );
}
