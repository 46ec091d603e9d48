/** Reads the repository's sources, for tests that look at the code itself. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

const ignored = new Set(['node_modules', 'dist', 'generated', 'test-results', 'playwright-report', '.data']);

/** Paths of the files under a folder of the repository, relative to its root. */
export async function listSources(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const found = entries
    .filter((entry) => !ignored.has(entry.name))
    .map((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? listSources(path) : Promise.resolve([path]);
    });
  return (await Promise.all(found)).flat();
}

export async function readSources(paths: readonly string[]): Promise<Map<string, string>> {
  const contents = await Promise.all(paths.map((path) => readFile(join(root, path), 'utf8')));
  return new Map(paths.map((path, index) => [path, contents[index] ?? '']));
}
