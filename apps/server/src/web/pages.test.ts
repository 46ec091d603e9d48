/** How the two web apps go out: pages fresh and with their policies, assets for ever, nothing else. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { handleErrors } from '../platform/problem.ts';
import { createTestDeps } from '../testing.ts';
import { serveWebApps } from './pages.ts';

const bootScript = 'window.boot = 1;';
let app: FastifyInstance;
let unbuilt: FastifyInstance;
let folder: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const made = await createTestDeps(inject('postgresUrl'), {
    telegram: { apiRoot: 'http://127.0.0.1:9', updates: 'polling', sandboxUrl: 'http://localhost:3999/web/' },
  });
  close = made.close;
  folder = await mkdtemp(join(tmpdir(), 'regulars-web-'));
  const [miniApp, admin] = [join(folder, 'miniapp'), join(folder, 'admin')];
  await mkdir(join(miniApp, 'assets'), { recursive: true });
  await mkdir(join(admin, 'assets'), { recursive: true });
  await writeFile(
    join(miniApp, 'index.html'),
    `<html><!--config--><script>${bootScript}</script><script type="module" src="/app-assets/assets/a.js"></script></html>`,
  );
  await writeFile(join(miniApp, 'assets/a.js'), 'export {};');
  await writeFile(join(admin, 'index.html'), '<html>admin</html>');
  await writeFile(join(admin, 'assets/b.js'), 'export {};');
  app = await serve({ miniApp, admin });
  unbuilt = await serve({ miniApp: join(folder, 'none'), admin: join(folder, 'none') });

  async function serve(folders: { miniApp: string; admin: string }) {
    const server = Fastify();
    handleErrors(server);
    await serveWebApps(server, made.deps, folders);
    return server;
  }
});
afterAll(async () => {
  await Promise.all([app.close(), unbuilt.close()]);
  await rm(folder, { recursive: true, force: true });
  await close();
});

it.each(['/app/zerno/', '/app/zerno/history/deep?x=1', '/admin/', '/admin/zerno/customers'])(
  '%s is a page that is never kept',
  async (url) => {
    const page = await app.inject(url);
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers['cache-control']).toBe('no-store');
  },
);

it('the Mini App runs its own scripts only, inside Telegram and the sandbox only', async () => {
  const page = await app.inject('/app/zerno/');
  const policy = String(page.headers['content-security-policy']);
  const hash = createHash('sha256').update(bootScript).digest('base64');
  expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
  expect(policy).toContain(
    'frame-ancestors https://web.telegram.org https://*.telegram.org http://localhost:3999;',
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(page.headers['x-frame-options']).toBeUndefined();
  expect(page.body).toContain('{"sandboxOrigin":"http://localhost:3999"}');
});

it('the admin is shown in no frame, and only it may use the camera', async () => {
  const page = await app.inject('/admin/');
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
  expect(page.headers['permissions-policy']).toBe('camera=(self), microphone=(), geolocation=()');
});

it.each(['/app-assets/assets/a.js', '/admin/assets/b.js'])('%s is kept for ever', async (url) => {
  const asset = await app.inject(url);
  expect(asset.statusCode).toBe(200);
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(asset.headers['content-type']).toMatch(/javascript/);
});

it.each(['/app-assets/assets/none.js', '/admin/assets/none.js', '/app-assets/index.html'])(
  '%s is not found',
  async (url) => {
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'route_not_found']);
  },
);

it('addresses without their slash lead to the pages', async () => {
  for (const [url, to] of [
    ['/', '/admin/'],
    ['/admin', '/admin/'],
    ['/app/zerno', '/app/zerno/'],
  ] as const) {
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, to]);
  }
});

it('says so when nothing is built', async () => {
  const answer = await unbuilt.inject('/admin/');
  expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining('pnpm build')]);
});

it.each([
  '/app-assets/%2e%2e/%2e%2e/package.json',
  '/app-assets/..%2f..%2fpackage.json',
  '/admin/assets/..%5cindex.html',
  '/app-assets/a.js%00',
  '/app-assets/.',
])('%s leads nowhere', async (url) => {
  const answer = await app.inject(url);
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'route_not_found']);
});
