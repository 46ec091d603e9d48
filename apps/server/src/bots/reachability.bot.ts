/** Blocking and unblocking: Telegram tells, so that nothing is sent into the void and nothing is kept back. */
import { Composer } from 'grammy';
import type { BotContext, BotParts } from './bot-context.ts';

export function reachabilityUpdates({ deps, brandId }: BotParts): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('my_chat_member', async (context) => {
    const { chat, new_chat_member: next } = context.myChatMember;
    if (chat.type !== 'private') return;
    await deps.db.prisma.customer.updateMany({
      where: { brandId, telegramId: chat.id },
      data: { reachability: next.status === 'kicked' ? 'blocked' : 'reachable' },
    });
  });
  return composer;
}
