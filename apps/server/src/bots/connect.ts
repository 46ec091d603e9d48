/** Connects a brand to its bot by the token, checks the connection, and lets the bot go. */
import { language } from '@regulars/contracts';
import { z } from 'zod';
import { type Actor, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import { savePicture } from '../platform/pictures.ts';
import { Refusal } from '../platform/refusal.ts';
import { type Telegram, TelegramRefusal, TelegramUnreachable } from '../platform/telegram.ts';
import { wakeOthers } from '../platform/wake.ts';
import type { CheckResult } from './checks.ts';
import { type BotToSetUp, setUpBot } from './setup.ts';

export interface BotAdmin {
  deps: Deps;
  telegram: Telegram;
  brandId: string;
  actor: Actor;
}

const tokenForm = /^\d{1,16}:[A-Za-z0-9_-]{3,}$/;
const secretBytes = 32;
const photoSidePixels = 320;

const identity = z.object({ id: z.number(), username: z.string(), first_name: z.string() });
type Identity = z.infer<typeof identity>;
const photos = z.object({ photos: z.array(z.array(z.object({ file_id: z.string(), width: z.number() }))) });
const file = z.object({ file_path: z.string() });

/** Refuses `bot_token_invalid`, `bot_taken`, `telegram_unreachable`; what else is wrong stands in the checks. */
export async function connectBot(admin: BotAdmin, token: string): Promise<void> {
  const { deps, telegram, brandId } = admin;
  if (!tokenForm.test(token)) throw new Refusal('bot_token_invalid');
  const me = await whoIs(telegram, token);
  const other = await deps.db.prisma.brandBot.findUnique({ where: { telegramBotId: me.id } });
  if (other && other.brandId !== brandId) throw new Refusal('bot_taken');
  const photoFile = await fetchPhoto(admin, token, me.id);
  const previous = await deps.db.prisma.brandBot.findUnique({ where: { brandId } });
  if (previous && Number(previous.telegramBotId) !== me.id) {
    await silence(telegram, deps.secrets.decrypt(previous.tokenEncrypted));
  }
  await keepBot(admin, { token, me, photoFile, webhookSecret: deps.random.token(secretBytes) });
  await runChecks(admin);
}

/** Sets up what has come off and keeps the result. Refuses `bot_missing`, `telegram_unreachable`. */
export async function checkBot(admin: BotAdmin): Promise<void> {
  const { deps, telegram, brandId } = admin;
  const found = await deps.db.prisma.brandBot.findUnique({ where: { brandId } });
  if (!found) throw new Refusal('bot_missing');
  const token = deps.secrets.decrypt(found.tokenEncrypted);
  const isRevoked = await isTokenRefused(telegram, token);
  await deps.db.prisma.$transaction(async (tx) => {
    await tx.brandBot.update({
      where: { brandId },
      data: { tokenRevokedAt: isRevoked ? (found.tokenRevokedAt ?? deps.clock.now()) : null },
    });
    await wakeOthers(tx, 'bots');
  });
  await runChecks(admin);
}

/** Refuses `bot_missing`. */
export async function disconnectBot(admin: BotAdmin): Promise<void> {
  const { deps, telegram, brandId, actor } = admin;
  const found = await deps.db.prisma.brandBot.findUnique({ where: { brandId } });
  if (!found) throw new Refusal('bot_missing');
  await deps.db.prisma.$transaction(async (tx) => {
    await tx.brandBot.delete({ where: { brandId } });
    await audit(tx, deps.random, {
      brandId,
      actor,
      action: 'bot.disconnected',
      target: { kind: 'bot', id: String(found.telegramBotId), name: found.username },
      changes: [],
    });
    await wakeOthers(tx, 'bots');
  });
  await silence(telegram, deps.secrets.decrypt(found.tokenEncrypted));
}

async function whoIs(telegram: Telegram, token: string): Promise<Identity> {
  try {
    return identity.parse(await telegram.call(token, 'getMe', {}));
  } catch (error) {
    if (error instanceof TelegramRefusal && [401, 404].includes(error.code)) {
      throw new Refusal('bot_token_invalid');
    }
    throw inWords(error);
  }
}

async function isTokenRefused(telegram: Telegram, token: string): Promise<boolean> {
  try {
    await telegram.call(token, 'getMe', {});
    return false;
  } catch (error) {
    if (error instanceof TelegramRefusal && [401, 404].includes(error.code)) return true;
    throw inWords(error);
  }
}

/** A bot without a picture, or one that cannot be read, is no reason to refuse it. */
async function fetchPhoto(admin: BotAdmin, token: string, botId: number): Promise<string | null> {
  const { deps, telegram, brandId } = admin;
  try {
    const answer = await telegram.call(token, 'getUserProfilePhotos', { user_id: botId, limit: 1 });
    const sizes = photos.parse(answer).photos[0] ?? [];
    const best = sizes.find((size) => size.width >= photoSidePixels) ?? sizes.at(-1);
    if (!best) return null;
    const { file_path } = file.parse(await telegram.call(token, 'getFile', { file_id: best.file_id }));
    const bytes = await telegram.download(token, file_path);
    if (!bytes) return null;
    return await savePicture(deps, { brandId, kind: 'bot', bytes, sidePixels: photoSidePixels });
  } catch (error) {
    deps.log.warn({ err: error, brandId }, "the bot's picture could not be taken over");
    return null;
  }
}

interface NewBot {
  token: string;
  me: Identity;
  photoFile: string | null;
  webhookSecret: string;
}

async function keepBot(admin: BotAdmin, bot: NewBot): Promise<void> {
  const { deps, brandId, actor } = admin;
  try {
    await deps.db.prisma.$transaction(async (tx) => {
      const before = await tx.brandBot.findUnique({ where: { brandId } });
      const isOther = before !== null && Number(before.telegramBotId) !== bot.me.id;
      if (isOther) await forgetReachability(tx, brandId);
      const fields = {
        telegramBotId: bot.me.id,
        username: bot.me.username,
        name: bot.me.first_name,
        photoFile: bot.photoFile,
        tokenEncrypted: deps.secrets.encrypt(bot.token),
        webhookSecret: bot.webhookSecret,
        tokenRevokedAt: null,
        connectedAt: deps.clock.now(),
        ...(isOther ? { lastUpdateAt: null } : {}),
      };
      await tx.brandBot.upsert({ where: { brandId }, create: { brandId, ...fields }, update: fields });
      await audit(tx, deps.random, {
        brandId,
        actor,
        action: 'bot.connected',
        target: { kind: 'bot', id: String(bot.me.id), name: bot.me.username },
        changes: [{ field: 'username', before: before?.username ?? null, after: bot.me.username }],
      });
      await wakeOthers(tx, 'bots');
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('bot_taken') : error;
  }
}

/** Nobody has started the new bot yet; whom it may write to turns out one by one. */
async function forgetReachability(tx: Tx, brandId: string): Promise<void> {
  await tx.customer.updateMany({
    where: { brandId, reachability: { in: ['reachable', 'blocked'] } },
    data: { reachability: 'unknown' },
  });
}

async function runChecks({ deps, telegram, brandId }: BotAdmin): Promise<void> {
  const row = await deps.db.prisma.brandBot.findUniqueOrThrow({
    where: { brandId },
    include: { brand: true },
  });
  const bot: BotToSetUp = {
    brandId,
    slug: row.brand.slug,
    brandName: row.brand.name,
    languages: z.array(language).parse(row.brand.languages),
    token: deps.secrets.decrypt(row.tokenEncrypted),
    webhookSecret: row.webhookSecret,
    isRevoked: row.tokenRevokedAt !== null,
  };
  let checks: CheckResult[];
  try {
    checks = await setUpBot({ deps, telegram }, bot);
  } catch (error) {
    throw inWords(error);
  }
  await deps.db.prisma.brandBot.update({
    where: { brandId },
    data: { checks: checks.map((check) => ({ ...check })) },
  });
}

/** Best effort: a bot we let go should not go on calling us. */
async function silence(telegram: Telegram, token: string): Promise<void> {
  await telegram.call(token, 'deleteWebhook', { drop_pending_updates: false }).catch(() => undefined);
}

/** Telegram out of reach is the operator's to know; anything else is our fault. */
function inWords(error: unknown): unknown {
  const isAway = error instanceof TelegramUnreachable || error instanceof TelegramRefusal;
  return isAway ? new Refusal('telegram_unreachable') : error;
}
