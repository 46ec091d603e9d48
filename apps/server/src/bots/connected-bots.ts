/** The bots of all brands, and the work that goes on for each in one process at a time. */
import type { Deps } from '../deps.ts';
import type { Leader } from '../platform/leader.ts';
import { startLoop } from '../platform/loop.ts';
import type { Wake } from '../platform/wake.ts';

const lookMilliseconds = 2_000;

export interface ConnectedBot {
  brandId: string;
  slug: string;
  telegramBotId: number;
  username: string;
  name: string;
  token: string;
  webhookSecret: string;
}

/** Goes on until the signal ends. */
export type BotWork = (bot: ConnectedBot, signal: AbortSignal) => Promise<void>;

export async function listConnectedBots(deps: Deps): Promise<ConnectedBot[]> {
  const rows = await deps.db.prisma.brandBot.findMany({
    where: { tokenRevokedAt: null },
    include: { brand: { select: { slug: true } } },
  });
  return rows.map((row) => ({
    brandId: row.brandId,
    slug: row.brand.slug,
    telegramBotId: Number(row.telegramBotId),
    username: row.username,
    name: row.name,
    token: deps.secrets.decrypt(row.tokenEncrypted),
    webhookSecret: row.webhookSecret,
  }));
}

/** Picks up bots that were connected, changed or disconnected anywhere, within seconds. */
export function startBots(
  parts: { deps: Deps; leader: Leader; wake: Wake },
  works: readonly BotWork[],
): { stop: () => Promise<void> } {
  const { deps, leader, wake } = parts;
  const running = new Map<string, { signature: string; stop: () => Promise<void> }>();

  async function look(): Promise<number> {
    const bots = await listConnectedBots(deps);
    const wanted = new Map(bots.map((bot) => [bot.brandId, bot]));
    for (const [brandId, current] of running) {
      const bot = wanted.get(brandId);
      if (bot && signatureOf(bot) === current.signature) continue;
      running.delete(brandId);
      await current.stop();
    }
    for (const bot of bots) if (!running.has(bot.brandId)) running.set(bot.brandId, start(bot));
    return lookMilliseconds;
  }

  function start(bot: ConnectedBot) {
    // By the bot's id: its pace and its updates belong to it, whichever brand it serves.
    const stop = leader.lead(`bot:${bot.telegramBotId}`, async (signal) => {
      deps.log.info({ brand: bot.slug, bot: bot.username }, 'bot runs here');
      await Promise.all(works.map((work) => work(bot, signal)));
    });
    return { signature: signatureOf(bot), stop };
  }

  const loop = startLoop({ name: 'bots', log: deps.log, step: look });
  const forget = wake.on('bots', loop.wake);
  return {
    async stop() {
      forget();
      await loop.stop();
      await Promise.all([...running.values()].map((one) => one.stop()));
    },
  };
}

function signatureOf(bot: ConnectedBot): string {
  return [bot.telegramBotId, bot.token, bot.webhookSecret, bot.slug, bot.username].join('\n');
}
