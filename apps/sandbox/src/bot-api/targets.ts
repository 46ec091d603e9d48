// Finds the chat of a call and decides whether the bot may write there.
import { channelObject } from '../state/channels.ts';
import { privateChatObject } from '../state/private-chats.ts';
import type { Channel, MessageHistory, PersonRecord, PrivateChat } from '../state/types.ts';
import type { MethodContext } from './define-method.ts';
import { badRequest, chatNotFound, forbidden } from './errors.ts';
import type { TelegramChat } from './types.ts';

export type ChatTarget =
  | { kind: 'private'; chat: PrivateChat; person: PersonRecord }
  | { kind: 'channel'; channel: Channel };

/** A chat the bot has ever seen; a stranger is "chat not found". */
export function findTarget({ world, bot }: MethodContext, chatId: number | string): ChatTarget {
  if (typeof chatId === 'string') {
    const channel = chatId.startsWith('@') ? world.channels.findByUsername(chatId.slice(1)) : undefined;
    if (!channel) throw chatNotFound();
    return { kind: 'channel', channel };
  }
  if (chatId < 0) {
    const channel = world.channels.find(chatId);
    if (!channel) throw chatNotFound();
    return { kind: 'channel', channel };
  }
  const chat = world.chats.find(bot.id, chatId);
  const person = world.people.find(chatId);
  if (!chat || !person) throw chatNotFound();
  return { kind: 'private', chat, person };
}

export function findWritableTarget(context: MethodContext, chatId: number | string): ChatTarget {
  const target = findTarget(context, chatId);
  if (target.kind === 'private') checkPrivate(target.chat, target.person);
  else checkChannel(context, target.channel);
  return target;
}

export function targetChat(target: ChatTarget): TelegramChat {
  return target.kind === 'private' ? privateChatObject(target.person) : channelObject(target.channel);
}

export function targetMessages(target: ChatTarget): MessageHistory {
  return target.kind === 'private' ? target.chat.messages : target.channel.messages;
}

export function targetId(target: ChatTarget): number {
  return target.kind === 'private' ? target.person.id : target.channel.id;
}

function checkPrivate(chat: PrivateChat, person: PersonRecord): void {
  if (person.isDeactivated) throw forbidden('user is deactivated');
  if (chat.isBlocked) throw forbidden('bot was blocked by the user');
  if (!chat.isStarted && !chat.isWriteAllowed) throw forbidden("bot can't initiate conversation with a user");
}

function checkChannel({ bot }: MethodContext, channel: Channel): void {
  if (channel.adminBotIds.includes(bot.id)) return;
  if (channel.username === null) throw forbidden('bot is not a member of the channel chat');
  throw badRequest('need administrator rights in the channel chat');
}
