/** Catches what a screen throws, as a part that could not be downloaded, and offers to start again. */
import { Component, type ReactNode } from 'react';
import { useWords } from '../../words/words.tsx';
import { ProblemScreen } from './problem-screen.tsx';

export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <FailedScreen /> : this.props.children;
  }
}

/** Loading the page anew also picks up a release that replaced the parts this page asks for. */
function FailedScreen() {
  const { t } = useWords();
  return (
    <ProblemScreen
      title={t('problem.failedTitle')}
      text={t('problem.offline')}
      drawing="offline"
      action={t('app.retry')}
      onAction={() => location.reload()}
    />
  );
}
