/** Limits attempts to sign in, by account and by network, whatever process they reach. */
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { createLimiter } from '../platform/limits.ts';
import { networkOf } from '../platform/network.ts';

const windowSeconds = 15 * 60;
export const attemptsPerAccount = 10;
/** A shop's whole staff may sit behind one address, so the network's limit is wider. */
const attemptsPerNetwork = 100;

export interface Attempt {
  /** Forgets the account's failures. The network's stay: one good account must not open the way to guess others. */
  succeeded(): Promise<void>;
}

export interface Limits {
  /**
   * Counts an attempt of a network and, if given, at an account; refuses `rate_limited` over the limit.
   * Counted before the check, so that parallel guesses can't slip through together.
   */
  attempt(request: FastifyRequest, account: { purpose: string; id: string } | null): Promise<Attempt>;
  /** Forgets the failures at an account whose owner has proven themselves in another way. */
  forget(account: { purpose: string; id: string }): Promise<void>;
}

export function createLimits(deps: Deps): Limits {
  const limiter = (name: string, allowed: number) =>
    createLimiter(deps.db.pool, { name, allowed, seconds: windowSeconds });
  const accounts = limiter('staff_account', attemptsPerAccount);
  const networks = limiter('staff_network', attemptsPerNetwork);
  // Hashed, for an e-mail or an address must not be read out of a table of counters.
  const keyOf = (purpose: string, id: string) => deps.secrets.lookupHash(`attempt-${purpose}`, '', id);

  return {
    async attempt(request, account) {
      await networks.spend(keyOf('network', networkOf(request.ip)));
      const accountKey = account === null ? null : keyOf(account.purpose, account.id);
      if (accountKey !== null) await accounts.spend(accountKey);
      return {
        async succeeded() {
          if (accountKey !== null) await accounts.reset(accountKey);
        },
      };
    },
    async forget({ purpose, id }) {
      await accounts.reset(keyOf(purpose, id));
    },
  };
}
