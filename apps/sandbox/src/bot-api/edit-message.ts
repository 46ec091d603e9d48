// The rules of editing: only own messages, only real changes, only where there is something to edit.
import { nowSeconds } from '../state/world.ts';
import type { MethodContext } from './define-method.ts';
import { badRequest, messageNotModified } from './errors.ts';
import { type ChatTarget, findWritableTarget, targetMessages } from './targets.ts';
import type { InlineKeyboardMarkup, MessageContent, TelegramMessage } from './types.ts';

export interface Editable {
  target: ChatTarget;
  message: TelegramMessage;
}

interface EditAddress {
  chat_id?: number | string | undefined;
  message_id?: number | undefined;
  inline_message_id?: string | undefined;
}

export function findEditable(context: MethodContext, address: EditAddress): Editable {
  if (address.inline_message_id !== undefined) throw badRequest('MESSAGE_ID_INVALID');
  if (address.chat_id === undefined) throw badRequest('chat_id is empty');
  const target = findWritableTarget(context, address.chat_id);
  if (!address.message_id) throw badRequest('message identifier is not specified');
  const message = targetMessages(target).get(address.message_id);
  if (!message) throw badRequest('message to edit not found');
  const isOwn = target.kind === 'channel' || message.from?.id === context.bot.id;
  if (!isOwn) throw badRequest("message can't be edited");
  return { target, message };
}

/** Replaces the content and the keyboard; a keyboard left out is taken away, as Telegram does. */
export function applyEdit(
  { world }: MethodContext,
  { target, message }: Editable,
  edit: { content: MessageContent; markup: InlineKeyboardMarkup | undefined },
): TelegramMessage {
  const isSame =
    JSON.stringify(contentOf(message)) === JSON.stringify(contentOf(edit.content)) &&
    JSON.stringify(message.reply_markup) === JSON.stringify(edit.markup);
  if (isSame) throw messageNotModified();
  const { text, entities, photo, document, caption, caption_entities, reply_markup, ...frame } = message;
  const edited: TelegramMessage = {
    ...frame,
    ...edit.content,
    edit_date: nowSeconds(),
    ...(edit.markup ? { reply_markup: edit.markup } : {}),
  };
  if (target.kind === 'private') world.saveInChat(target.chat, edited);
  else world.saveInChannel(target.channel, edited);
  return edited;
}

/** In a fixed order, so that equal content is equal text. */
export function contentOf(message: MessageContent): MessageContent {
  return {
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.entities ? { entities: message.entities } : {}),
    ...(message.photo ? { photo: message.photo } : {}),
    ...(message.document ? { document: message.document } : {}),
    ...(message.caption === undefined ? {} : { caption: message.caption }),
    ...(message.caption_entities ? { caption_entities: message.caption_entities } : {}),
  };
}
