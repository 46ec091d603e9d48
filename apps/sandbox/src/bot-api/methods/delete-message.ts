// deleteMessage and deleteMessages.
import { z } from 'zod';
import { nowSeconds } from '../../state/world.ts';
import { defineMethod, type MethodContext } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { chatIdParameter, jsonParameter, messageIdParameter } from '../parameters.ts';
import { type ChatTarget, findTarget, targetId, targetMessages } from '../targets.ts';
import type { TelegramMessage } from '../types.ts';

const DELETABLE_SECONDS = 48 * 3600;

export const deleteMessage = defineMethod({
  name: 'deleteMessage',
  parameters: z.object({ chat_id: chatIdParameter, message_id: messageIdParameter }),
  run: (context, parameters) => {
    const target = findTarget(context, parameters.chat_id);
    const message = targetMessages(target).get(parameters.message_id);
    if (!message) throw badRequest('message to delete not found');
    if (!isDeletable(context, target, message)) throw badRequest("message can't be deleted");
    removeMessage(context, target, message.message_id);
    return true;
  },
});

export const deleteMessages = defineMethod({
  name: 'deleteMessages',
  parameters: z.object({
    chat_id: chatIdParameter,
    message_ids: jsonParameter(
      z
        .array(z.int())
        .min(1, 'message identifiers are not specified')
        .max(100, 'too many message identifiers specified'),
      "can't parse message identifiers JSON array",
    ),
  }),
  run: (context, parameters) => {
    const target = findTarget(context, parameters.chat_id);
    for (const messageId of parameters.message_ids) {
      const message = targetMessages(target).get(messageId);
      if (message && isDeletable(context, target, message)) removeMessage(context, target, messageId);
    }
    return true;
  },
});

/** Bots may delete their own and a person's messages of a private chat for 48 hours; channel posts when admin. */
function isDeletable({ bot }: MethodContext, target: ChatTarget, message: TelegramMessage): boolean {
  if (nowSeconds() - message.date > DELETABLE_SECONDS) return false;
  return target.kind === 'private' || target.channel.adminBotIds.includes(bot.id);
}

function removeMessage({ world, bot }: MethodContext, target: ChatTarget, messageId: number): void {
  targetMessages(target).delete(messageId);
  const botId = target.kind === 'private' ? bot.id : null;
  world.changes.emit({ kind: 'messageDeleted', botId, chatId: targetId(target), messageId });
}
