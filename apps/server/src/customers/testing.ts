/** What tests of the Mini App's and the tills' routes share: brands with a bot, what Telegram signs, keys, short calls. */
import { createHmac } from 'node:crypto';
import type { Member, Scope } from '@regulars/contracts';
import { scopes as allScopes } from '@regulars/contracts/permissions';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { tokenHash } from '../platform/secrets.ts';
import { makeBrand } from '../testing.ts';

export interface Brand {
  id: string;
  slug: string;
}

let botCount = 0;

/** Gives the brand a bot without asking Telegram; answers its token. */
async function addBot(deps: Deps, brandId: string): Promise<string> {
  botCount += 1;
  const botId = 7_000_000 + botCount;
  const token = `${botId}:AAtestTokenThatSignsInTests${String(botCount).padStart(8, '0')}`;
  await deps.db.prisma.brandBot.create({
    data: {
      brandId,
      telegramBotId: botId,
      username: `test_${botCount}_bot`,
      name: 'Test',
      tokenEncrypted: deps.secrets.encrypt(token),
      webhookSecret: deps.random.token(24),
    },
  });
  return token;
}

/** A brand whose bot signs. */
export async function makeSigningBrand(
  deps: Deps,
  options: Parameters<typeof makeBrand>[1] = {},
): Promise<Brand & { botToken: string }> {
  const brand = await makeBrand(deps, options);
  return { ...brand, botToken: await addBot(deps, brand.id) };
}

/** Signs fields as Telegram signs initData and contacts. */
function signFields(fields: Record<string, string>, token: string): string {
  const lines = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  const hash = createHmac('sha256', secret).update(lines).digest('hex');
  return new URLSearchParams({ ...fields, hash }).toString();
}

export interface TelegramPerson {
  id: number;
  first_name?: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export function signInitData(deps: Deps, token: string, user: TelegramPerson, startParam?: string): string {
  return signFields(
    {
      auth_date: String(Math.floor(deps.clock.now().getTime() / 1_000)),
      user: JSON.stringify({ first_name: 'Анна', ...user }),
      ...(startParam === undefined ? {} : { start_param: startParam }),
    },
    token,
  );
}

export function signContact(deps: Deps, token: string, contact: { user_id: number; phone_number: string }) {
  return signFields(
    {
      auth_date: String(Math.floor(deps.clock.now().getTime() / 1_000)),
      contact: JSON.stringify({ first_name: 'Анна', ...contact }),
    },
    token,
  );
}

/** A person's session in a brand, by a real exchange of initData. */
export async function openSession(
  app: FastifyInstance,
  deps: Deps,
  brand: Brand & { botToken: string },
  user: TelegramPerson,
): Promise<{ authorization: string }> {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/brands/${brand.slug}/session`,
    headers: { authorization: `tma ${signInitData(deps, brand.botToken, user)}` },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return { authorization: `Bearer ${answer.json<{ token: string }>().token}` };
}

export const joinBody = {
  rules: { granted: true, version: 1 },
  marketing: { granted: true, version: 1 },
  language: 'ru',
  zone: 'Europe/Moscow',
};

let keyCount = 0;

export function freshKey(): { 'idempotency-key': string } {
  keyCount += 1;
  return { 'idempotency-key': `test-key-${keyCount}` };
}

/** A member who came the whole way: session, then joining. */
export async function joinAs(
  app: FastifyInstance,
  deps: Deps,
  brand: Brand & { botToken: string },
  user: TelegramPerson,
): Promise<{ headers: { authorization: string }; member: Member }> {
  const headers = await openSession(app, deps, brand, user);
  const answer = await app.inject({
    method: 'POST',
    url: `/api/brands/${brand.slug}/join`,
    headers: { ...headers, ...freshKey() },
    payload: joinBody,
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return { headers, member: answer.json<Member>() };
}

/** A till's key, with all scopes unless told. */
export async function addApiKey(deps: Deps, brandId: string, scopes: readonly Scope[] = allScopes) {
  const secret = `rk_${deps.random.token(32)}`;
  const { id } = await deps.db.prisma.apiKey.create({
    data: {
      brandId,
      id: deps.random.id(),
      name: 'Till',
      prefix: secret.slice(0, 10),
      keyHash: tokenHash(secret),
      scopes: [...scopes],
    },
  });
  return { id, headers: { authorization: `Bearer ${secret}` } };
}
