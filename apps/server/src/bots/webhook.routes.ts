/** Telegram's door: the secret is checked, the update kept and answered at once; the bot role handles it. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { Refusal } from '../platform/refusal.ts';
import { wakeOthers } from '../platform/wake.ts';
import { markReceived } from './receive.ts';
import { storeUpdates, telegramUpdate } from './update-store.ts';

const path = z.object({ brandId: z.uuid() });
const secretHeader = 'x-telegram-bot-api-secret-token';

export function mountTelegramWebhook(app: FastifyInstance, deps: Deps): void {
  app.post('/telegram/:brandId', async (request, reply) => {
    const params = path.safeParse(request.params);
    if (!params.success) throw new Refusal('route_not_found');
    const { brandId } = params.data;
    const bot = await deps.db.prisma.brandBot.findUnique({
      where: { brandId },
      select: { telegramBotId: true, webhookSecret: true },
    });
    // A stranger learns nothing about which brands there are.
    if (!bot || !isSame(request.headers[secretHeader], bot.webhookSecret))
      throw new Refusal('route_not_found');
    const update = telegramUpdate.safeParse(request.body);
    if (!update.success) throw new Refusal('body_malformed');
    const source = { brandId, telegramBotId: Number(bot.telegramBotId) };
    const count = await storeUpdates(deps, source, [update.data]);
    if (count > 0) {
      await wakeOthers(deps.db.prisma, 'updates');
      await markReceived(deps, brandId);
    }
    return reply.status(200).send({ ok: true });
  });
}

function isSame(given: unknown, wanted: string): boolean {
  const left = Buffer.from(typeof given === 'string' ? given : '');
  const right = Buffer.from(wanted);
  return left.length === right.length && timingSafeEqual(left, right);
}
