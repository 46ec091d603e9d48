// createForumTopic: no chat of the sandbox is a forum, so the answer is Telegram's refusal.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { chatIdParameter } from '../parameters.ts';
import { findWritableTarget } from '../targets.ts';

export const createForumTopic = defineMethod({
  name: 'createForumTopic',
  parameters: z.object({ chat_id: chatIdParameter }),
  run: (context, parameters) => {
    findWritableTarget(context, parameters.chat_id);
    throw badRequest('the chat is not a forum');
  },
});
