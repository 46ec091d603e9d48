/** Where the demo keeps what it makes. */
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
export const dataFolder = join(root, '.data');
export const logsFolder = join(dataFolder, 'logs');
