/** Signing in from Telegram: initData once, then a short signed token that carries who the person is. */
import { createSigner, createVerifier } from 'fast-jwt';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { brandBySlug, brandWithBotToken } from '../brands/find.ts';
import type { Deps } from '../deps.ts';
import type { CustomerCaller, TelegramCaller } from '../platform/callers.ts';
import { createLimiter } from '../platform/limits.ts';
import { networkOf } from '../platform/network.ts';
import { Refusal } from '../platform/refusal.ts';
import { checkInitData } from './init-data.ts';

const sessionSeconds = 3_600;

/**
 * A phone opens the app, reloads it, comes back: a few a minute. Behind one address of a mobile carrier sit
 * thousands of people, so the network's limit only stops a flood.
 */
export const sessionsPerPerson = { allowed: 60, seconds: 60 };
export const sessionsPerNetwork = { allowed: 3_000, seconds: 60 };

const claims = z.object({
  brand: z.uuid(),
  user: z.object({
    id: z.number(),
    firstName: z.string(),
    lastName: z.string().nullable(),
    username: z.string().nullable(),
    language: z.enum(['ru', 'en']),
    photoUrl: z.string().nullable(),
    allowsWriteToPm: z.boolean().nullable(),
  }),
  startParam: z.string().nullable(),
});

export interface Sessions {
  /** A token for one hour, good in this brand only. */
  issue(caller: TelegramCaller): { token: string; expiresAt: Date };
  telegram(request: FastifyRequest, slug: string): Promise<TelegramCaller>;
  customer(request: FastifyRequest, slug: string): Promise<CustomerCaller>;
}

export function createSessions(deps: Deps): Sessions {
  const key = deps.secrets.derive('customer-session');
  const clockTimestamp = () => deps.clock.now().getTime();
  const sign = createSigner({ key, algorithm: 'HS256', noTimestamp: true });
  const people = createLimiter(deps.db.pool, { name: 'session-person', ...sessionsPerPerson });
  const networks = createLimiter(deps.db.pool, { name: 'session-network', ...sessionsPerNetwork });
  // Hashed, for who was here must not be read out of a table of counters.
  const keyOf = (purpose: string, id: string) => deps.secrets.lookupHash(`session-${purpose}`, '', id);
  const verify = createVerifier({ key, algorithms: ['HS256'], ignoreExpiration: true, cache: 10_000 });

  return {
    issue(caller) {
      const expiresAt = new Date(clockTimestamp() + sessionSeconds * 1_000);
      const token = sign({
        brand: caller.brandId,
        user: caller.user,
        startParam: caller.startParam,
        until: expiresAt.getTime(),
      });
      return { token, expiresAt };
    },
    async telegram(request, slug) {
      await networks.spend(keyOf('network', networkOf(request.ip)));
      const brand = await brandWithBotToken(deps, slug);
      const raw = bearer(request, 'tma');
      if (raw === null || brand.botToken === null) throw new Refusal('init_data_invalid');
      const { user, startParam } = checkInitData(raw, brand.botToken, deps.clock.now());
      await people.spend(keyOf('person', `${brand.id}:${user.id}`));
      return { kind: 'telegram', brandId: brand.id, slug, user, startParam };
    },
    async customer(request, slug) {
      const payload = readToken(verify, bearer(request, 'bearer'), clockTimestamp());
      const brand = await brandBySlug(deps, slug);
      if (payload.brand !== brand.id) throw new Refusal('session_invalid');
      const person = await deps.db.prisma.customer.findUnique({
        where: { brandId_telegramId: { brandId: brand.id, telegramId: payload.user.id } },
        select: { id: true, joinedAt: true, language: true },
      });
      return {
        kind: 'customer',
        brandId: brand.id,
        slug,
        user: payload.user,
        startParam: payload.startParam,
        customerId: person?.id ?? null,
        isMember: person?.joinedAt != null,
        language:
          person?.language === 'en' || person?.language === 'ru' ? person.language : payload.user.language,
      };
    },
  };
}

function readToken(verify: (token: string) => unknown, token: string | null, now: number) {
  if (token === null) throw new Refusal('session_invalid');
  let payload: unknown;
  try {
    payload = verify(token);
  } catch {
    throw new Refusal('session_invalid');
  }
  const parsed = claims.extend({ until: z.number() }).safeParse(payload);
  if (!parsed.success || parsed.data.until <= now) throw new Refusal('session_invalid');
  return parsed.data;
}

/** What follows the scheme in the Authorization header, or null. */
function bearer(request: FastifyRequest, scheme: 'tma' | 'bearer'): string | null {
  const header = request.headers.authorization ?? '';
  const space = header.indexOf(' ');
  if (space < 0 || header.slice(0, space).toLowerCase() !== scheme) return null;
  return header.slice(space + 1).trim() || null;
}
