/** `/v1/openapi.json` and the page to try it at `/v1/docs`. */
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { openApiDocument } from './document.ts';

/** The page is served whole from here: no fonts, scripts or proxies from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

export async function mountOpenApi(app: FastifyInstance, deps: Deps): Promise<void> {
  const document = JSON.stringify(openApiDocument(deps.config.publicUrl));
  app.get('/v1/openapi.json', async (_request, reply) =>
    reply.header('access-control-allow-origin', '*').type('application/json; charset=utf-8').send(document),
  );
  await app.register((scope, _options, done) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', policy);
    });
    scope.register(scalar, {
      routePrefix: '/v1/docs',
      configuration: {
        url: '/v1/openapi.json',
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
    done();
  });
}
