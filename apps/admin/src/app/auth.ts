/** Sign-in through better-auth: password, one-time codes and passkeys; refusals in our own words. */
import { passkeyClient } from '@better-auth/passkey/client';
import { twoFactorClient } from 'better-auth/client/plugins';
import type { BetterAuthClientPlugin } from 'better-auth/client';
import { createAuthClient } from 'better-auth/react';
import type { TFunction } from 'i18next';
import { currentLanguage } from './words.ts';

const server = {
  baseURL: location.origin,
  basePath: '/api/auth',
  fetchOptions: {
    onRequest: (context: { headers: Headers }) => {
      context.headers.set('accept-language', currentLanguage());
    },
  },
};

export const auth = createAuthClient({ ...server, plugins: [twoFactorClient()] });

// A client of its own and a cast: the passkey package is typed by a neighbouring version of better-auth's fetch
// library, which `exactOptionalPropertyTypes` tells apart and which would spoil the types of `auth`.
const passkeyPlugin = passkeyClient() as unknown as BetterAuthClientPlugin & ReturnType<typeof passkeyClient>;
export const passkeyAuth = createAuthClient({ ...server, plugins: [passkeyPlugin] });

/** What better-auth (or our limiter in front of it) answers when it says no. */
export interface AuthRefusal {
  code?: string | undefined;
  message?: string | undefined;
  status?: number | undefined;
  detail?: string | undefined;
}

const knownCodes = new Set([
  'INVALID_EMAIL_OR_PASSWORD',
  'INVALID_PASSWORD',
  'INVALID_CODE',
  'INVALID_BACKUP_CODE',
  'INVALID_TWO_FACTOR_COOKIE',
  'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE',
  'ACCOUNT_TEMPORARILY_LOCKED',
  'PASSWORD_TOO_SHORT',
  'PASSWORD_TOO_LONG',
  'AUTH_CANCELLED',
  'REGISTRATION_CANCELLED',
  'PREVIOUSLY_REGISTERED',
  'PASSKEY_NOT_FOUND',
  'AUTHENTICATION_FAILED',
  'SESSION_NOT_FRESH',
]);

export function authRefusalText(t: TFunction, refusal: AuthRefusal): string {
  if (refusal.detail) return refusal.detail;
  if (refusal.code && knownCodes.has(refusal.code)) return t(`app:auth.${refusal.code}`);
  if (refusal.status === 429) return t('app:auth.tooMany');
  if (!refusal.status) return t('app:problem.connection');
  return t('app:auth.unknown');
}
