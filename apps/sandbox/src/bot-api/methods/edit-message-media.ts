// editMessageMedia: another photo or document in the same message.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { applyEdit, findEditable } from '../edit-message.ts';
import { badRequest } from '../errors.ts';
import { readMedia } from '../media.ts';
import { entitiesParameter, jsonParameter } from '../parameters.ts';
import { parseInlineMarkup } from '../reply-markup.ts';
import { editAddressParameters } from './edit-message-text.ts';
import { captionContent } from './send-media.ts';

const inputMedia = z.looseObject(
  {
    type: z.enum(['photo', 'document'], 'type of the media must be photo or document'),
    media: z.string('media not found'),
    caption: z.string().optional(),
    parse_mode: z.string().optional(),
    caption_entities: entitiesParameter,
  },
  "can't parse InputMedia: expected an Object",
);

export const editMessageMedia = defineMethod({
  name: 'editMessageMedia',
  isPaced: true,
  parameters: z.object({
    ...editAddressParameters,
    media: jsonParameter(inputMedia, "can't parse input media JSON object"),
  }),
  run: async (context, parameters) => {
    const { media } = parameters;
    const markup = parseInlineMarkup(parameters.reply_markup);
    const caption = captionContent({
      caption: media.caption,
      parseMode: media.parse_mode,
      entities: media.caption_entities,
    });
    const editable = findEditable(context, parameters);
    if (!editable.message.photo && !editable.message.document) {
      throw badRequest('there is no media in the message to edit');
    }
    const file = await readMedia(context, { kind: media.type, field: 'media', value: media.media });
    return applyEdit(context, editable, { content: { ...file, ...caption }, markup });
  },
});
