/** Carries sign-in's requests to better-auth: only the paths listed here, each with the limits it needs. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { Refusal } from '../platform/refusal.ts';
import { findUnstorable } from '../platform/storable-text.ts';
import { addressHeader, authPath, type StaffAuth } from './auth.ts';
import type { Attempt, Limits } from './limits.ts';
import { challengeCookie, readSignedCookie, sessionCookie } from './signed-cookies.ts';
import { claimTotp } from './totp.ts';

/** What may be guessed at a path, and so must be limited. */
type Guess = 'none' | 'signIn' | 'password' | 'totp' | 'backupCode' | 'passkey';

const authRoutes: Readonly<Record<string, Guess>> = {
  'GET get-session': 'none',
  'GET list-sessions': 'none',
  'POST sign-in/email': 'signIn',
  'POST sign-out': 'none',
  'POST change-password': 'password',
  'POST revoke-session': 'none',
  'POST revoke-sessions': 'none',
  'POST revoke-other-sessions': 'none',
  'POST two-factor/enable': 'password',
  'POST two-factor/disable': 'password',
  'POST two-factor/get-totp-uri': 'password',
  'POST two-factor/generate-backup-codes': 'password',
  'POST two-factor/verify-totp': 'totp',
  'POST two-factor/verify-backup-code': 'backupCode',
  'GET passkey/generate-register-options': 'none',
  'POST passkey/verify-registration': 'none',
  'GET passkey/generate-authenticate-options': 'none',
  'POST passkey/verify-authentication': 'passkey',
  'GET passkey/list-user-passkeys': 'none',
  'POST passkey/delete-passkey': 'none',
  'POST passkey/update-passkey': 'none',
};

const jsonObject = z.record(z.string(), z.unknown());
const code = z.string().trim().min(1).max(64);

export function mountAuthRoutes(app: FastifyInstance, deps: Deps, auth: StaffAuth, limits: Limits): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    // Clients send `content-type: application/json` with an empty body to sign out.
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.route({
      method: ['GET', 'POST'],
      url: `${authPath}/*`,
      config: { routeName: 'staffAuth' },
      handler: (request, reply) => answer(request, reply, { deps, auth, limits }),
    });
    done();
  });
}

interface Parts {
  deps: Deps;
  auth: StaffAuth;
  limits: Limits;
}

async function answer(request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<FastifyReply> {
  const path = z.object({ '*': z.string() }).parse(request.params)['*'];
  const guess = authRoutes[`${request.method} ${path}`];
  if (guess === undefined) throw new Refusal('route_not_found');
  const body = request.method === 'GET' ? null : hardenBody(path, readBody(request.body));
  const attempt = await countAttempt(request, guess, body ?? {}, parts);
  if (guess === 'totp' && !(await isFreshTotp(request, body ?? {}, parts)))
    return reply.status(401).send({ code: 'INVALID_CODE', message: 'This code has been used already' });

  const response = await parts.auth.handler(toFetchRequest(request, path, body, parts.deps.config.publicUrl));
  if (response.ok) await attempt?.succeeded();
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply
    .status(response.status)
    .header('content-type', response.headers.get('content-type') ?? 'application/json')
    .header('cache-control', 'no-store')
    .send(await response.text());
}

function readBody(raw: unknown): Record<string, unknown> {
  if (typeof raw !== 'string' || raw.trim() === '') return {};
  const body = parseObject(raw);
  if (!body || findUnstorable(body) !== null) throw new Refusal('body_malformed');
  return body;
}

function parseObject(raw: string): Record<string, unknown> | undefined {
  try {
    return jsonObject.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}

/** What better-auth leaves to the client and we don't. */
function hardenBody(path: string, body: Record<string, unknown>): Record<string, unknown> {
  if (path === 'change-password') return { ...body, revokeOtherSessions: true };
  // A trusted device would skip the second factor for a month.
  if (path.startsWith('two-factor/verify-')) return { ...body, trustDevice: false };
  return body;
}

async function countAttempt(
  request: FastifyRequest,
  guess: Guess,
  body: Record<string, unknown>,
  parts: Parts,
): Promise<Attempt | null> {
  switch (guess) {
    case 'none':
      return null;
    case 'passkey':
      return parts.limits.attempt(request, null);
    case 'signIn': {
      const email = typeof body.email === 'string' ? body.email.trim().toLowerCase() : '';
      return parts.limits.attempt(request, { purpose: 'sign-in', id: email });
    }
    case 'password':
    case 'totp':
    case 'backupCode': {
      const userId = await findUserId(request, parts);
      return parts.limits.attempt(request, userId === null ? null : { purpose: guess, id: userId });
    }
  }
}

async function isFreshTotp(
  request: FastifyRequest,
  body: Record<string, unknown>,
  parts: Parts,
): Promise<boolean> {
  const given = code.safeParse(body.code);
  const userId = await findUserId(request, parts);
  if (!given.success || userId === null) return true;
  return claimTotp(parts.deps, parts.auth.secret, userId, given.data);
}

/** Whose code or password is being tried: the session's person, or the one between password and second factor. */
async function findUserId(request: FastifyRequest, { deps, auth }: Parts): Promise<string | null> {
  const { cookie } = request.headers;
  const token = readSignedCookie(cookie, sessionCookie, auth.secret);
  const session = token === null ? null : await deps.db.prisma.staffSession.findUnique({ where: { token } });
  if (session && session.expiresAt > deps.clock.now()) return session.userId;
  const identifier = readSignedCookie(cookie, challengeCookie, auth.secret);
  if (identifier === null) return null;
  const challenge = await deps.db.prisma.staffVerification.findFirst({ where: { identifier } });
  return challenge?.value ?? null;
}

function toFetchRequest(
  request: FastifyRequest,
  path: string,
  body: Record<string, unknown> | null,
  publicUrl: string,
): Request {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'accept', 'accept-language']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  headers.set(addressHeader, request.ip);
  // Judged already, by origin.ts.
  headers.set('origin', new URL(publicUrl).origin);
  if (body !== null) headers.set('content-type', 'application/json');
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  return new Request(`${publicUrl}${authPath}/${path}${query}`, {
    method: request.method,
    headers,
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
}
