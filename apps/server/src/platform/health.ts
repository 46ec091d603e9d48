/** `/livez`, `/readyz` and `/metrics`: for the operator's orchestrator and Prometheus. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { Refusal } from './refusal.ts';

const readyTimeoutMilliseconds = 2_000;
/** What proxies add, each its own: any of them says that the caller stands elsewhere. */
const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

export function mountHealth(app: FastifyInstance, deps: Deps): void {
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const isReady = await answersInTime(deps);
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'database unreachable' });
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, deps.config.metricsToken)) throw new Refusal('route_not_found');
    return reply
      .header('content-type', deps.metrics.registry.contentType)
      .send(await deps.metrics.registry.metrics());
  });
}

async function answersInTime(deps: Deps): Promise<boolean> {
  const timeout = new Promise<false>((resolve) =>
    setTimeout(resolve, readyTimeoutMilliseconds, false).unref(),
  );
  const question = deps.db.pool.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([question, timeout]);
}

/** With a token set it must be sent; without one only this machine may ask, and not through a proxy on it. */
function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return isFromThisMachine(request);
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function isFromThisMachine(request: FastifyRequest): boolean {
  return (
    ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '') &&
    !proxyHeaders.some((name) => name in request.headers)
  );
}
