/** Where the demo keeps what it makes. */
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
/** Elsewhere for those who run a second one, as the journeys in the browser do. */
export const dataFolder = process.env.REGULARS_DATA_DIR || join(root, '.data');
export const logsFolder = join(dataFolder, 'logs');

/** A path as the person at the terminal reads it: from the repository's root, or whole if it lies elsewhere. */
export function shown(path: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') ? path : inside;
}
