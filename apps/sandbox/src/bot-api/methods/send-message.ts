// sendMessage: a text.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { formatText, MAX_TEXT_LENGTH } from '../formatting/formatted-text.ts';
import {
  chatIdParameter,
  entitiesParameter,
  flagParameter,
  integerParameter,
  replyParametersParameter,
  textParameter,
} from '../parameters.ts';
import { postMessage } from '../post-message.ts';
import { parseReplyMarkup } from '../reply-markup.ts';
import { findWritableTarget } from '../targets.ts';
import type { MessageContent, MessageEntity } from '../types.ts';

/** What every sending method takes besides its content. */
export const sendParameters = {
  chat_id: chatIdParameter,
  message_thread_id: integerParameter,
  disable_notification: flagParameter,
  protect_content: flagParameter,
  reply_parameters: replyParametersParameter,
  reply_markup: z.unknown().optional(),
};

export const sendMessage = defineMethod({
  name: 'sendMessage',
  isPaced: true,
  parameters: z.object({
    ...sendParameters,
    text: textParameter,
    parse_mode: textParameter,
    entities: entitiesParameter,
  }),
  run: (context, parameters) => {
    const content = textContent({
      text: parameters.text,
      parseMode: parameters.parse_mode,
      entities: parameters.entities,
    });
    const replyMarkup = parseReplyMarkup(parameters.reply_markup);
    const target = findWritableTarget(context, parameters.chat_id);
    if (parameters.message_thread_id !== undefined) throw badRequest('message thread not found');
    return postMessage(context, {
      target,
      content,
      replyMarkup,
      replyTo: parameters.reply_parameters,
      isProtected: parameters.protect_content,
      isSilent: parameters.disable_notification,
    });
  },
});

export function textContent(input: {
  text: string | undefined;
  parseMode: string | undefined;
  entities: MessageEntity[] | undefined;
}): MessageContent {
  if (input.text === undefined || input.text.trim() === '') throw badRequest('message text is empty');
  const formatted = formatText({ text: input.text, parseMode: input.parseMode, entities: input.entities });
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > MAX_TEXT_LENGTH) throw badRequest('message is too long');
  return {
    text: formatted.text,
    ...(formatted.entities.length > 0 ? { entities: formatted.entities } : {}),
  };
}
