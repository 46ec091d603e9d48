/** Builds the admin for `/admin/`; in development it passes the API on to a running server. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const api = process.env.REGULARS_API_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  build: { outDir: 'dist', chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': api, '/files': api, '/v1': api } },
  test: { include: ['src/**/*.test.ts'] },
});
