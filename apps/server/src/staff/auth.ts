/** Staff sign-in by better-auth: password, TOTP with backup codes, and passkeys; everything else stays off. */
import { passkey } from '@better-auth/passkey';
import { type BetterAuthPlugin, betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Deps } from '../deps.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { cookiePrefix } from './signed-cookies.ts';

const daySeconds = 24 * 60 * 60;
export const authPath = '/api/auth';
/** Set by us from the caller's address as Fastify judges it; what a client sends under this name is dropped. */
export const addressHeader = 'x-regulars-address';

export interface StaffAuth {
  /** Signs cookies and encrypts TOTP secrets. */
  secret: string;
  handler(request: Request): Promise<Response>;
}

export function createStaffAuth(deps: Deps): StaffAuth {
  const { publicUrl } = deps.config;
  const secret = deps.secrets.derive('staff-auth').toString('base64url');
  const auth = betterAuth({
    appName: 'Regulars',
    baseURL: publicUrl,
    basePath: authPath,
    secret,
    trustedOrigins: [new URL(publicUrl).origin],
    database: prismaAdapter(deps.db.prisma, { provider: 'postgresql' }),
    telemetry: { enabled: false },
    // Its limiter keeps counts in memory and believes X-Forwarded-For; ours is in limits.ts.
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      // Its arguments may hold e-mails, so only the sentence reaches the log.
      log: (_level, message) => deps.log.error({ part: 'better-auth' }, message),
    },
    user: { modelName: 'staffUser' },
    session: { modelName: 'staffSession', expiresIn: 30 * daySeconds, updateAge: daySeconds },
    account: { modelName: 'staffAccount' },
    verification: { modelName: 'staffVerification' },
    emailAndPassword: {
      enabled: true,
      // Accounts come from the setup link and from invitations only.
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    plugins: [
      twoFactor({ issuer: 'Regulars', schema: { twoFactor: { modelName: 'staffTwoFactor' } } }),
      passkeys(new URL(publicUrl)),
    ],
    advanced: {
      // The prefix is ours: better-auth knows `__Secure-` only, which does not bind to the host.
      useSecureCookies: false,
      cookiePrefix,
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
  });
  return { secret, handler: (request) => auth.handler(request) };
}

function passkeys(publicUrl: URL): BetterAuthPlugin {
  const plugin: unknown = passkey({
    rpID: publicUrl.hostname,
    rpName: 'Regulars',
    origin: publicUrl.origin,
    schema: { passkey: { modelName: 'staffPasskey' } },
  });
  // Its newest release is typed against an older patch of the router that better-auth uses; only types differ.
  return plugin as BetterAuthPlugin;
}
