/** Vitest settings that every package shares. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { TestProjectConfiguration } from 'vitest/config';

type Project = {
  name: string;
  /** Folder of the package, relative to the root of the repository. */
  root: string;
  include?: string[];
  /** Whether the tests need a PostgreSQL; one is started per run. */
  postgres?: boolean;
};

const postgresSetup = fileURLToPath(new URL('./vitest-postgres.ts', import.meta.url));

export function defineTests({ name, root, include, postgres = false }: Project): TestProjectConfiguration {
  return {
    test: {
      name,
      root,
      environment: 'node',
      include: include ?? ['**/*.test.{ts,tsx}'],
      exclude: ['**/node_modules/**', '**/dist/**', '**/generated/**'],
      globalSetup: postgres ? [postgresSetup] : [],
      pool: 'forks',
      maxWorkers: Math.max(2, availableParallelism()),
      // A busy machine is slow, not wrong: this ends what hangs and measures nothing.
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  };
}
