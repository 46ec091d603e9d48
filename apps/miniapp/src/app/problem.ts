/** Says a failure in the person's words: the server's own advice where it gave one. */
import { ConnectionError, RefusalError } from '@regulars/client/call';
import type { Translate } from '../words/words.tsx';

export interface ProblemWords {
  title: string;
  text: string;
}

export function sayProblem(error: unknown, t: Translate, title = t('problem.failedTitle')): ProblemWords {
  if (error instanceof ConnectionError) {
    return { title: t('problem.offlineTitle'), text: t('problem.offline') };
  }
  if (error instanceof RefusalError) {
    if (error.problem.detail && error.status < 500) return { title, text: error.problem.detail };
    if (error.code === 'rate_limited') return { title, text: t('problem.tooFast') };
  }
  return { title, text: t('problem.failed') };
}
