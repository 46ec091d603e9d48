/** The build leaves the addresses of the admin and of tills out: whatever a screen calls must not be among them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpoints } from '@regulars/contracts/endpoints';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');

it('screens call routes of /api/brands/ alone', () => {
  const called = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .flatMap((path) => [...readFileSync(join(folder, path), 'utf8').matchAll(/\bcall\(\s*'(\w+)'/g)])
    .map(([, name = '']) => name);
  expect(called).toEqual(expect.arrayContaining(['getBrand', 'getMe', 'join', 'buyReward']));
  const addresses = new Map<string, string>(
    Object.entries(endpoints).map(([name, [, path]]) => [name, path]),
  );
  expect(called.filter((name) => !addresses.get(name)?.startsWith('/api/brands/'))).toEqual([]);
});
