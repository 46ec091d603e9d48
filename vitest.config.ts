/** Every package's tests, one project each: `pnpm vitest --project server`. */
import { defineConfig } from 'vitest/config';
import { defineTests } from './packages/config/vitest.ts';

export default defineConfig({
  test: {
    projects: [
      defineTests({ name: 'contracts', root: './packages/contracts' }),
      defineTests({ name: 'client', root: './packages/client' }),
      defineTests({ name: 'ui', root: './packages/ui' }),
      defineTests({ name: 'config', root: './packages/config', postgres: true }),
      defineTests({ name: 'prisma', root: './prisma', postgres: true }),
      defineTests({ name: 'server', root: './apps/server', postgres: true }),
      defineTests({ name: 'sandbox', root: './apps/sandbox' }),
      defineTests({ name: 'miniapp', root: './apps/miniapp' }),
      defineTests({ name: 'admin', root: './apps/admin' }),
    ],
  },
});
