/** What a person keeps of their own sign-in: passkeys and open sessions, read from better-auth. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AuthRefusal, auth, authRefusalText, passkeyAuth } from '../../app/auth.ts';

export interface Passkey {
  id: string;
  name?: string | null;
  createdAt?: string | Date | null;
}

export const passkeysKey = ['account', 'passkeys'];

export function usePasskeys() {
  const unwrap = useUnwrap();
  return useQuery({
    queryKey: passkeysKey,
    queryFn: async () => unwrap(await passkeyAuth.$fetch<Passkey[]>('/passkey/list-user-passkeys')),
  });
}

export function useSessions() {
  const unwrap = useUnwrap();
  return useQuery({
    queryKey: ['account', 'sessions'],
    queryFn: async () => unwrap(await auth.listSessions()),
  });
}

/** The refusal of better-auth as an error whose message is in our words. */
export class AccountProblem extends Error {}

/** Turns `{ data, error }` into the data or an error in words. */
export function useUnwrap() {
  const { t } = useTranslation('account');
  return <T>(answer: { data: T | null; error: AuthRefusal | null }): T => {
    if (answer.error || answer.data === null)
      throw new AccountProblem(authRefusalText(t, answer.error ?? {}));
    return answer.data;
  };
}
