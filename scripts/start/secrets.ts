/** Keeps the secrets that the demo makes for itself, readable by their owner alone. */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder } from './folders.ts';

const secretsPath = join(dataFolder, 'secrets.json');

/** The key that encrypts personal fields and bot tokens: yours when given, else one made once and kept. */
export async function readEncryptionKey(): Promise<string> {
  const given = process.env.ENCRYPTION_KEY;
  if (given) return given;
  const kept = await readFile(secretsPath, 'utf8').catch(() => null);
  if (kept !== null) {
    const { encryptionKey } = JSON.parse(kept);
    if (typeof encryptionKey === 'string') return encryptionKey;
  }
  const encryptionKey = randomBytes(32).toString('base64');
  await writePrivately(secretsPath, { encryptionKey });
  return encryptionKey;
}

export async function writePrivately(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  // The mode above counts for new files only.
  await chmod(path, 0o600);
}
