// editMessageReplyMarkup: only the buttons.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { applyEdit, contentOf, findEditable } from '../edit-message.ts';
import { parseInlineMarkup } from '../reply-markup.ts';
import { editAddressParameters } from './edit-message-text.ts';

export const editMessageReplyMarkup = defineMethod({
  name: 'editMessageReplyMarkup',
  isPaced: true,
  parameters: z.object(editAddressParameters),
  run: (context, parameters) => {
    const markup = parseInlineMarkup(parameters.reply_markup);
    const editable = findEditable(context, parameters);
    return applyEdit(context, editable, { content: contentOf(editable.message), markup });
  },
});
