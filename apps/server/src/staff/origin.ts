/** Refuses writes to staff's routes from other sites: cookies travel by themselves, so the origin must be ours. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { Refusal } from '../platform/refusal.ts';

const staffPaths = ['/api/admin/', '/api/auth/', '/api/setup/', '/api/invitations/', '/api/password-resets/'];
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function guardStaffOrigin(app: FastifyInstance, deps: Deps): void {
  const ours = new URL(deps.config.publicUrl).origin;
  app.addHook('onRequest', async (request) => {
    // The route's own pattern, not the address as sent, which may be spelled in many ways.
    const route = request.routeOptions.url ?? '';
    if (readingMethods.has(request.method) || !staffPaths.some((path) => route.startsWith(path))) return;
    if (!isOurs(request, ours)) throw new Refusal('origin_forbidden');
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    const taken = request.routeOptions.config.takesFile
      ? ['application/json', 'multipart/form-data']
      : ['application/json'];
    if (type !== undefined && !taken.includes(type)) throw new Refusal('media_type_unsupported');
  });
}

/** Some browsers leave Origin out within one origin, but say so in a header that no page can set. */
function isOurs(request: FastifyRequest, ours: string): boolean {
  const { origin } = request.headers;
  return origin === undefined ? request.headers['sec-fetch-site'] === 'same-origin' : origin === ours;
}
