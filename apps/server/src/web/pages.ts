/** Serves the two web apps: index pages fresh and with their policies, assets for ever. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Deps } from '../deps.ts';

const appsFolder = fileURLToPath(new URL('../../../', import.meta.url));
/** Where the builds lie. */
const builtApps = { miniApp: join(appsFolder, 'miniapp/dist'), admin: join(appsFolder, 'admin/dist') };
const configPlaceholder = '<!--config-->';
const telegramOrigins = ['https://web.telegram.org', 'https://*.telegram.org'];

export async function serveWebApps(
  app: FastifyInstance,
  deps: Deps,
  folders: { miniApp: string; admin: string } = builtApps,
): Promise<void> {
  await serveMiniApp(app, deps, folders.miniApp);
  await serveAdmin(app, folders.admin);
  app.get('/', (_request, reply) => reply.redirect('/admin/'));
}

/** One page for every path under /app/{slug}/: the app itself reads the rest of the path. */
async function serveMiniApp(app: FastifyInstance, deps: Deps, folder: string): Promise<void> {
  const { sandboxUrl } = deps.config.telegram;
  const file = await readPage(folder);
  const config = JSON.stringify({ sandboxOrigin: sandboxUrl === null ? null : new URL(sandboxUrl).origin });
  const page = file?.replace(
    configPlaceholder,
    `<script type="application/json" id="regulars-config">${config.replaceAll('<', '\\u003c')}</script>`,
  );
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${inlineScriptHashes(page ?? '').join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-ancestors ${[...telegramOrigins, ...(sandboxUrl ? [new URL(sandboxUrl).origin] : [])].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  await serveAssets(app, folder, '/app-assets/');
  const send = (reply: FastifyReply) => sendPage(reply, page, policy);
  app.get<{ Params: { slug: string } }>('/app/:slug', (request, reply) =>
    reply.redirect(`/app/${encodeURIComponent(request.params.slug)}/`),
  );
  app.get('/app/:slug/*', (_request, reply) => send(reply));
}

async function serveAdmin(app: FastifyInstance, folder: string): Promise<void> {
  const page = await readPage(folder);
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${inlineScriptHashes(page ?? '').join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
  await serveAssets(app, join(folder, 'assets'), '/admin/assets/');
  const icon = await readFile(join(folder, 'favicon.svg')).catch(() => null);
  if (icon) {
    app.get('/admin/favicon.svg', (_request, reply) =>
      reply.header('cache-control', 'public, max-age=86400').type('image/svg+xml').send(icon),
    );
  }
  const send = (reply: FastifyReply) =>
    sendPage(
      reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=()'),
      page,
      policy,
    );
  app.get('/admin', (_request, reply) => reply.redirect('/admin/'));
  app.get('/admin/*', (_request, reply) => send(reply));
}

async function serveAssets(app: FastifyInstance, root: string, prefix: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    prefix,
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    // The page itself goes out through sendPage, with its policy.
    allowedPath: (path) => !path.endsWith('.html'),
  });
}

function sendPage(reply: FastifyReply, page: string | undefined, policy: string): FastifyReply {
  if (page === undefined) {
    return reply
      .status(503)
      .type('text/plain; charset=utf-8')
      .send('The web apps are not built yet: run pnpm build.');
  }
  return reply
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page);
}

async function readPage(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
}

/** Inline scripts run only if the policy names their hash; module scripts by `src` do not count. */
function inlineScriptHashes(page: string): string[] {
  return [
    ...page.matchAll(/<script(?![^>]*\bsrc=)(?![^>]*application\/json)[^>]*>([\s\S]*?)<\/script>/g),
  ].map(
    ([, body]) =>
      `'sha256-${createHash('sha256')
        .update(body ?? '')
        .digest('base64')}'`,
  );
}
