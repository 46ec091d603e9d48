// getChat: what a bot may know of a chat.
import { z } from 'zod';
import { botName } from '../../state/bots.ts';
import { fileIdFor } from '../../state/files.ts';
import { defineMethod, type MethodContext } from '../define-method.ts';
import { chatIdParameter } from '../parameters.ts';
import { findTarget, targetChat } from '../targets.ts';
import type { TelegramChat } from '../types.ts';

export const getChat = defineMethod({
  name: 'getChat',
  parameters: z.object({ chat_id: chatIdParameter }),
  run: (context, parameters) => {
    const { chat, photoId } = findShown(context, parameters.chat_id);
    const fileId = photoId === null ? null : fileIdFor(context.bot.id, photoId);
    const photo = {
      small_file_id: fileId,
      small_file_unique_id: photoId,
      big_file_id: fileId,
      big_file_unique_id: photoId,
    };
    return {
      ...chat,
      accent_color_id: 0,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: true,
        limited_gifts: true,
        unique_gifts: true,
        premium_subscription: true,
        gifts_from_channels: true,
      },
      ...(fileId === null ? {} : { photo }),
    };
  },
});

/** A bot may ask about itself as well. */
function findShown(
  context: MethodContext,
  chatId: number | string,
): { chat: TelegramChat; photoId: string | null } {
  const { bot } = context;
  if (chatId === bot.id) {
    const chat: TelegramChat = {
      id: bot.id,
      type: 'private',
      first_name: botName(bot),
      username: bot.username,
    };
    return { chat, photoId: bot.photoId };
  }
  const target = findTarget(context, chatId);
  return { chat: targetChat(target), photoId: target.kind === 'private' ? target.person.photoId : null };
}
