// editMessageText.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { applyEdit, findEditable } from '../edit-message.ts';
import { badRequest } from '../errors.ts';
import { chatIdParameter, entitiesParameter, integerParameter, textParameter } from '../parameters.ts';
import { parseInlineMarkup } from '../reply-markup.ts';
import { textContent } from './send-message.ts';

/** Which message: in a chat by number, or one sent through inline mode. */
export const editAddressParameters = {
  chat_id: chatIdParameter.optional(),
  message_id: integerParameter,
  inline_message_id: textParameter,
  reply_markup: z.unknown().optional(),
};

export const editMessageText = defineMethod({
  name: 'editMessageText',
  isPaced: true,
  parameters: z.object({
    ...editAddressParameters,
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
    const markup = parseInlineMarkup(parameters.reply_markup);
    const editable = findEditable(context, parameters);
    if (editable.message.text === undefined) throw badRequest('there is no text in the message to edit');
    return applyEdit(context, editable, { content, markup });
  },
});
