// getChat: what a bot may know of a chat.
import { z } from 'zod';
import { fileIdFor } from '../../state/files.ts';
import { defineMethod } from '../define-method.ts';
import { chatIdParameter } from '../parameters.ts';
import { findTarget, targetChat } from '../targets.ts';

export const getChat = defineMethod({
  name: 'getChat',
  parameters: z.object({ chat_id: chatIdParameter }),
  run: (context, parameters) => {
    const target = findTarget(context, parameters.chat_id);
    const photoId = target.kind === 'private' ? target.person.photoId : null;
    const fileId = photoId === null ? null : fileIdFor(context.bot.id, photoId);
    const photo = {
      small_file_id: fileId,
      small_file_unique_id: photoId,
      big_file_id: fileId,
      big_file_unique_id: photoId,
    };
    return {
      ...targetChat(target),
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
