// Tells the viewer in their language why the sandbox refused something.
import { ControlError } from '../control/client.ts';
import { showToast } from './toast.tsx';
import { readWords } from './words/use-words.ts';

export function showRefusal(error: unknown): void {
  const { refusals } = readWords();
  showToast(error instanceof ControlError ? refusals[error.code] : refusals.unknown);
}

/** Runs what the viewer asked for; a refusal becomes a toast. */
export function attempt(task: () => Promise<unknown>): void {
  task().catch(showRefusal);
}
