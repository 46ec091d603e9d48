// Builds the sandbox's HTTP server: Bot API, control API and the web page.
import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { botApiRoutes } from './bot-api/routes.ts';
import { controlRoutes } from './control/routes.ts';
import type { World } from './state/world.ts';

export interface ServerInput {
  world: World;
  /** The built web page; skipped when the folder is not there. */
  webRoot: string;
}

export async function buildServer({ world, webRoot }: ServerInput): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: 'error' },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  await app.register(botApiRoutes, { world });
  await app.register(controlRoutes, { world });
  if (existsSync(webRoot)) await registerWeb(app, webRoot);
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ ok: false, error_code: 404, description: 'Not Found' }),
  );
  return app;
}

async function registerWeb(app: FastifyInstance, webRoot: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webRoot,
    setHeaders: (reply, path) => {
      const isAsset = path.includes('/assets/');
      reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-store');
    },
  });
}
