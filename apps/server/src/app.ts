/** Builds the HTTP side: plugins, guards, error handler and every route. */
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Deps } from './deps.ts';
import { mountHealth } from './platform/health.ts';
import { handleErrors } from './platform/problem.ts';

const bodyLimitBytes = 1_048_576;

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = fastify({
    loggerInstance,
    disableRequestLogging: true,
    bodyLimit: bodyLimitBytes,
    trustProxy: (_address, hop) => hop < deps.config.trustedProxies,
    genReqId: () => deps.random.id(),
    forceCloseConnections: true,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 512 },
  });
  handleErrors(app);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', String(request.id)).header('x-content-type-options', 'nosniff');
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = (request.routeOptions.config as { routeName?: string }).routeName ?? 'other';
    deps.metrics.requestSeconds.observe(
      { route, status: String(reply.statusCode) },
      reply.elapsedTime / 1_000,
    );
  });
  mountHealth(app, deps);
  return app;
}
