/** The bot in the admin: connect, look, check again, disconnect. */
import { type Bot, type Language, routes } from '@regulars/contracts';
import { actorOf } from '../audit/audit.ts';
import { fileUrl } from '../brands/public.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Mount } from '../platform/route.ts';
import { createTelegram } from '../platform/telegram.ts';
import { keptChecks } from './checks.ts';
import { type BotAdmin, checkBot, connectBot, disconnectBot } from './connect.ts';
import { isProblemCode, problemWords } from './words.ts';

export function mountBotRoutes(mount: Mount, deps: Deps): void {
  const telegram = createTelegram(deps.config.telegram.apiRoot);
  const adminOf = (caller: BrandStaffCaller): BotAdmin => ({
    deps,
    telegram,
    brandId: caller.brand.id,
    actor: actorOf(caller),
  });

  mount(routes.getBot, ({ caller, language }) => showBot(deps, caller.brand.id, language));

  mount(routes.connectBot, async ({ input, caller, language }) => {
    await connectBot(adminOf(caller), input.body.token);
    return showBot(deps, caller.brand.id, language);
  });

  mount(routes.checkBot, async ({ caller, language }) => {
    await checkBot(adminOf(caller));
    return showBot(deps, caller.brand.id, language);
  });

  mount(routes.disconnectBot, ({ caller }) => disconnectBot(adminOf(caller)));
}

async function showBot(deps: Deps, brandId: string, language: Language): Promise<Bot> {
  const { updates } = deps.config.telegram;
  const row = await deps.db.prisma.brandBot.findUnique({ where: { brandId } });
  if (!row) return { ...noBot, updates };
  const kept = keptChecks.catch([]).parse(row.checks);
  const isRevoked = row.tokenRevokedAt !== null;
  const known = isRevoked ? [{ name: 'token' as const, problem: 'token_revoked' }] : kept;
  return {
    connected: true,
    id: Number(row.telegramBotId),
    username: row.username,
    name: row.name,
    photoUrl: fileUrl(brandId, row.photoFile),
    updates,
    connectedAt: row.connectedAt.toISOString(),
    lastUpdateAt: row.lastUpdateAt?.toISOString() ?? null,
    checks: known.map(({ name, problem }) => ({
      name,
      ok: problem === null,
      problem: problem !== null && isProblemCode(problem) ? problemWords[problem][language] : problem,
    })),
  };
}

const noBot = {
  connected: false,
  id: null,
  username: null,
  name: null,
  photoUrl: null,
  connectedAt: null,
  lastUpdateAt: null,
  checks: [],
};
