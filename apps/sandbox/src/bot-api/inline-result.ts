// Reads an InlineQueryResult into the message it stands for: an article with a text, or a photo by address.
import { z } from 'zod';
import type { MethodContext } from './define-method.ts';
import { badRequest } from './errors.ts';
import { readMedia } from './media.ts';
import { captionContent } from './methods/send-media.ts';
import { textContent } from './methods/send-message.ts';
import { entitiesParameter, jsonParameter } from './parameters.ts';
import type { MessageContent } from './types.ts';

const inlineResultSchema = z.looseObject({
  type: z.string(),
  id: z.string().min(1).max(64),
  photo_url: z.string().optional(),
  photo_file_id: z.string().optional(),
  caption: z.string().optional(),
  parse_mode: z.string().optional(),
  caption_entities: entitiesParameter,
  input_message_content: z
    .looseObject({ message_text: z.string(), parse_mode: z.string().optional(), entities: entitiesParameter })
    .optional(),
  reply_markup: z.unknown().optional(),
});

export const inlineResultParameter = jsonParameter(
  inlineResultSchema,
  "can't parse inline query result JSON object",
);

export async function readInlineResult(
  context: MethodContext,
  result: z.output<typeof inlineResultSchema>,
): Promise<MessageContent> {
  const written = result.input_message_content;
  if (written) {
    return textContent({
      text: written.message_text,
      parseMode: written.parse_mode,
      entities: written.entities,
    });
  }
  if (result.type !== 'photo') throw badRequest('MESSAGE_EMPTY');
  const value = result.photo_file_id ?? result.photo_url;
  const photo = await readMedia(context, { kind: 'photo', field: 'photo_url', value });
  const caption = captionContent({
    caption: result.caption,
    parseMode: result.parse_mode,
    entities: result.caption_entities,
  });
  return { ...photo, ...caption };
}
