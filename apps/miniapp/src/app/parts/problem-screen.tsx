/** Whole screens and small boxes that say what went wrong and what to do about it. */
import { CupDrawing, HourglassDrawing, OfflineDrawing, PlaneDrawing } from '@regulars/ui/drawings.tsx';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../../words/words.tsx';
import { sayProblem } from '../problem.ts';

const drawings = {
  cup: CupDrawing,
  hourglass: HourglassDrawing,
  offline: OfflineDrawing,
  plane: PlaneDrawing,
} as const;
export type DrawingName = keyof typeof drawings;

export interface ProblemScreenProps {
  title: string;
  text: string;
  drawing: DrawingName;
  action?: string;
  onAction?: () => void;
}

export function ProblemScreen({ title, text, drawing, action, onAction }: ProblemScreenProps) {
  return (
    <main className="screen screen-centred">
      <Empty title={<h1 className="empty-title">{title}</h1>} text={text} drawing={drawing}>
        {action && onAction && (
          <button className="button button-inline" type="button" onClick={onAction}>
            {action}
          </button>
        )}
      </Empty>
    </main>
  );
}

export function NotFoundScreen() {
  const { t } = useWords();
  const [, navigate] = useLocation();
  return (
    <ProblemScreen
      title={t('problem.pageTitle')}
      text={t('problem.page')}
      drawing="plane"
      action={t('problem.toHome')}
      onAction={() => navigate('/', { replace: true })}
    />
  );
}

/** An empty or failed part of a screen, with a drawing and a way on. */
export function Empty({
  title,
  text,
  drawing,
  children,
}: {
  title: ReactNode;
  text: string;
  drawing: DrawingName;
  children?: ReactNode;
}) {
  const Drawing = drawings[drawing];
  return (
    <div className="empty">
      <Drawing className="empty-drawing" />
      {typeof title === 'string' ? <p className="empty-title">{title}</p> : title}
      <p className="empty-text">{text}</p>
      {children}
    </div>
  );
}

export function FailedPart({
  error,
  title,
  onRetry,
}: {
  error: unknown;
  title?: string;
  onRetry: () => void;
}) {
  const { t } = useWords();
  const problem = sayProblem(error, t, title);
  return (
    <div role="alert">
      <Empty title={problem.title} text={problem.text} drawing="offline">
        <button className="button button-inline" type="button" onClick={onRetry}>
          {t('app.retry')}
        </button>
      </Empty>
    </div>
  );
}

/** One line under what failed, for actions whose input stays on screen. */
export function ProblemNote({ error, title }: { error: unknown; title?: string }) {
  const { t } = useWords();
  const problem = sayProblem(error, t, title);
  return (
    <p className="problem-note" role="alert">
      <strong>{problem.title}.</strong> {problem.text}
    </p>
  );
}
