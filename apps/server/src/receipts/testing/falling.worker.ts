/** A worker that falls on every picture. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', () => {
  throw new Error('fallen');
});
