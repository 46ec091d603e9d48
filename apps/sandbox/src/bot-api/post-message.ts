// Puts a bot's message into a chat: number, time, keyboards, and the change that the world hears of.
import { botAsUser } from '../state/bots.ts';
import { nowSeconds } from '../state/world.ts';
import type { MethodContext } from './define-method.ts';
import { badRequest } from './errors.ts';
import type { ReplyMarkup } from './reply-markup.ts';
import { type ChatTarget, targetChat, targetMessages } from './targets.ts';
import { type MessageContent, SENT_SILENTLY, type TelegramMessage } from './types.ts';

export interface PostInput {
  target: ChatTarget;
  content: MessageContent;
  replyMarkup: ReplyMarkup;
  replyTo?: { message_id: number; allow_sending_without_reply?: boolean | undefined } | undefined;
  isProtected: boolean;
  isSilent: boolean;
}

export function postMessage({ world, bot }: MethodContext, input: PostInput): TelegramMessage {
  const { target, replyMarkup } = input;
  if (target.kind === 'channel') checkChannelMarkup(replyMarkup);
  const repliedTo = findRepliedTo(input);
  const place = target.kind === 'private' ? target.chat : target.channel;
  const chat = targetChat(target);
  const message: TelegramMessage = {
    message_id: place.nextMessageId++,
    ...(target.kind === 'private' ? { from: botAsUser(bot) } : { sender_chat: chat }),
    chat,
    date: nowSeconds(),
    ...(repliedTo ? { reply_to_message: repliedTo } : {}),
    ...input.content,
    ...(input.isProtected ? { has_protected_content: true as const } : {}),
    ...(input.isSilent ? { [SENT_SILENTLY]: true as const } : {}),
    ...(replyMarkup.kind === 'inline' ? { reply_markup: replyMarkup.markup } : {}),
  };
  if (target.kind === 'channel') {
    world.saveInChannel(target.channel, message);
    return message;
  }
  const hasNewKeyboard = replyMarkup.kind === 'reply' || replyMarkup.kind === 'remove';
  if (hasNewKeyboard) target.chat.replyKeyboard = replyMarkup.kind === 'reply' ? replyMarkup.markup : null;
  world.saveInChat(target.chat, message);
  if (hasNewKeyboard) world.changes.emit({ kind: 'chat', chat: target.chat });
  return message;
}

function findRepliedTo({ target, replyTo }: PostInput): TelegramMessage | undefined {
  if (!replyTo) return undefined;
  const found = targetMessages(target).get(replyTo.message_id);
  if (!found && !replyTo.allow_sending_without_reply) throw badRequest('message to be replied not found');
  if (!found) return undefined;
  const { reply_to_message: _nested, ...message } = found;
  return message;
}

function checkChannelMarkup(replyMarkup: ReplyMarkup): void {
  if (replyMarkup.kind === 'reply') throw badRequest('reply keyboard is not allowed in channels');
  if (replyMarkup.kind !== 'inline') return;
  const hasMiniApp = replyMarkup.markup.inline_keyboard.flat().some((button) => button.web_app !== undefined);
  if (hasMiniApp) throw badRequest('BUTTON_TYPE_INVALID');
}
