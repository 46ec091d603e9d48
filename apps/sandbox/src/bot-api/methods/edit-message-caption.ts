// editMessageCaption.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { applyEdit, contentOf, findEditable } from '../edit-message.ts';
import { badRequest } from '../errors.ts';
import { entitiesParameter, textParameter } from '../parameters.ts';
import { parseInlineMarkup } from '../reply-markup.ts';
import { editAddressParameters } from './edit-message-text.ts';
import { captionContent } from './send-media.ts';

export const editMessageCaption = defineMethod({
  name: 'editMessageCaption',
  isPaced: true,
  parameters: z.object({
    ...editAddressParameters,
    caption: textParameter,
    parse_mode: textParameter,
    caption_entities: entitiesParameter,
  }),
  run: (context, parameters) => {
    const caption = captionContent({
      caption: parameters.caption,
      parseMode: parameters.parse_mode,
      entities: parameters.caption_entities,
    });
    const markup = parseInlineMarkup(parameters.reply_markup);
    const editable = findEditable(context, parameters);
    const { caption: _caption, caption_entities: _entities, ...media } = contentOf(editable.message);
    if (!media.photo && !media.document) throw badRequest('there is no caption in the message to edit');
    return applyEdit(context, editable, { content: { ...media, ...caption }, markup });
  },
});
