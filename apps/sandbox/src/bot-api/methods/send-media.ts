// sendPhoto and sendDocument: a file with an optional caption.
import { z } from 'zod';
import { type BotApiMethod, defineMethod } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { formatText, MAX_CAPTION_LENGTH } from '../formatting/formatted-text.ts';
import { type MediaKind, readMedia } from '../media.ts';
import { entitiesParameter, textParameter } from '../parameters.ts';
import { postMessage } from '../post-message.ts';
import { parseReplyMarkup } from '../reply-markup.ts';
import { findWritableTarget } from '../targets.ts';
import type { MessageContent, MessageEntity } from '../types.ts';
import { sendParameters } from './send-message.ts';

export const sendPhoto = defineSendMedia('sendPhoto', 'photo');
export const sendDocument = defineSendMedia('sendDocument', 'document');

export function captionContent(input: {
  caption: string | undefined;
  parseMode: string | undefined;
  entities: MessageEntity[] | undefined;
}): MessageContent {
  if (input.caption === undefined || input.caption === '') return {};
  const formatted = formatText({ text: input.caption, parseMode: input.parseMode, entities: input.entities });
  if (formatted.text.length > MAX_CAPTION_LENGTH) throw badRequest('message caption is too long');
  return {
    ...(formatted.text === '' ? {} : { caption: formatted.text }),
    ...(formatted.entities.length > 0 ? { caption_entities: formatted.entities } : {}),
  };
}

function defineSendMedia(name: string, kind: MediaKind): BotApiMethod {
  return defineMethod({
    name,
    isPaced: true,
    parameters: z.object({
      ...sendParameters,
      photo: textParameter,
      document: textParameter,
      caption: textParameter,
      parse_mode: textParameter,
      caption_entities: entitiesParameter,
    }),
    run: async (context, parameters) => {
      const caption = captionContent({
        caption: parameters.caption,
        parseMode: parameters.parse_mode,
        entities: parameters.caption_entities,
      });
      const replyMarkup = parseReplyMarkup(parameters.reply_markup);
      const media = await readMedia(context, { kind, field: kind, value: parameters[kind] });
      const target = findWritableTarget(context, parameters.chat_id);
      if (parameters.message_thread_id !== undefined) throw badRequest('message thread not found');
      return postMessage(context, {
        target,
        content: { ...media, ...caption },
        replyMarkup,
        replyTo: parameters.reply_parameters,
        isProtected: parameters.protect_content,
        isSilent: parameters.disable_notification,
      });
    },
  });
}
