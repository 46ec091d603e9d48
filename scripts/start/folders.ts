/** Where the demo keeps what it makes. */
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
/** Elsewhere for those who run a second one, as the journeys in the browser do. */
export const dataFolder = process.env.REGULARS_DATA_DIR || join(root, '.data');
export const logsFolder = join(dataFolder, 'logs');
