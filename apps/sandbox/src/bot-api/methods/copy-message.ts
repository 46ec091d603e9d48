// copyMessage: the content of one message as a new one, without a link to the first.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { chatIdParameter, entitiesParameter, messageIdParameter, textParameter } from '../parameters.ts';
import { postMessage } from '../post-message.ts';
import { parseReplyMarkup } from '../reply-markup.ts';
import { findTarget, findWritableTarget, targetMessages } from '../targets.ts';
import type { MessageContent, TelegramMessage } from '../types.ts';
import { captionContent } from './send-media.ts';
import { sendParameters } from './send-message.ts';

export const copyMessage = defineMethod({
  name: 'copyMessage',
  isPaced: true,
  parameters: z.object({
    ...sendParameters,
    from_chat_id: chatIdParameter,
    message_id: messageIdParameter,
    caption: textParameter,
    parse_mode: textParameter,
    caption_entities: entitiesParameter,
  }),
  run: (context, parameters) => {
    const target = findWritableTarget(context, parameters.chat_id);
    const source = findTarget(context, parameters.from_chat_id);
    const original = targetMessages(source).get(parameters.message_id);
    if (!original) throw badRequest('message to copy not found');
    const content = copyableContent(original);
    if (original.has_protected_content || !content) throw badRequest("message can't be copied");
    const isCaptionNew = parameters.caption !== undefined && original.text === undefined;
    const { caption: _caption, caption_entities: _entities, ...bare } = content;
    const newCaption = captionContent({
      caption: parameters.caption,
      parseMode: parameters.parse_mode,
      entities: parameters.caption_entities,
    });
    const message = postMessage(context, {
      target,
      content: isCaptionNew ? { ...bare, ...newCaption } : content,
      replyMarkup: parseReplyMarkup(parameters.reply_markup),
      replyTo: parameters.reply_parameters,
      isProtected: parameters.protect_content,
      isSilent: parameters.disable_notification,
    });
    return { message_id: message.message_id };
  },
});

/** Service messages and contacts have nothing that could be sent again. */
function copyableContent(message: TelegramMessage): MessageContent | null {
  if (!message.text && !message.photo && !message.document) return null;
  return {
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.entities ? { entities: message.entities } : {}),
    ...(message.photo ? { photo: message.photo } : {}),
    ...(message.document ? { document: message.document } : {}),
    ...(message.caption === undefined ? {} : { caption: message.caption }),
    ...(message.caption_entities ? { caption_entities: message.caption_entities } : {}),
  };
}
