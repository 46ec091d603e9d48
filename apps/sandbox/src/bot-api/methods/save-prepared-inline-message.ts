// savePreparedInlineMessage: a message that the person may share from the Mini App.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { inlineResultParameter, readInlineResult } from '../inline-result.ts';
import { userIdParameter } from '../parameters.ts';
import { parseInlineMarkup } from '../reply-markup.ts';

export const savePreparedInlineMessage = defineMethod({
  name: 'savePreparedInlineMessage',
  parameters: z.object({ user_id: userIdParameter, result: inlineResultParameter }),
  run: async (context, parameters) => {
    const { world, bot } = context;
    const chat = world.chats.find(bot.id, parameters.user_id);
    if (!chat) throw badRequest('user not found');
    parseInlineMarkup(parameters.result.reply_markup);
    const content = await readInlineResult(context, parameters.result);
    const photo = content.photo?.at(-1);
    const saved = world.queries.savePrepared({
      botId: bot.id,
      personId: parameters.user_id,
      content,
      photoUrl: photo ? `/control/files/${photo.file_unique_id}` : null,
    });
    return { id: saved.id, expiration_date: Math.floor(saved.expiresAt / 1000) };
  },
});
