// getChatMember, getChatMemberCount and getChatAdministrators: who is in a channel.
import { z } from 'zod';
import { botAsUser } from '../../state/bots.ts';
import { personAsUser } from '../../state/people.ts';
import type { Channel, PersonRecord } from '../../state/types.ts';
import { defineMethod, type MethodContext } from '../define-method.ts';
import { badRequest } from '../errors.ts';
import { chatIdParameter, userIdParameter } from '../parameters.ts';
import { findTarget } from '../targets.ts';
import type { TelegramChatMember } from '../types.ts';
import { administrator } from '../../state/channel-members.ts';

export const getChatMember = defineMethod({
  name: 'getChatMember',
  parameters: z.object({ chat_id: chatIdParameter, user_id: userIdParameter }),
  run: (context, parameters): TelegramChatMember => {
    const { world, bot } = context;
    const channel = findChannel(context, parameters.chat_id);
    const memberBot = world.bots.find(parameters.user_id);
    if (memberBot) {
      const isAdmin = channel.adminBotIds.includes(memberBot.id);
      return isAdmin ? administrator(memberBot) : { user: botAsUser(memberBot), status: 'left' };
    }
    if (!channel.adminBotIds.includes(bot.id)) throw badRequest('member list is inaccessible');
    const person = world.people.find(parameters.user_id);
    const isMember = channel.memberIds.includes(parameters.user_id);
    if (!person || (!isMember && !isKnownToBot(context, person))) throw badRequest('user not found');
    return { user: personAsUser(person), status: isMember ? 'member' : 'left' };
  },
});

export const getChatMemberCount = defineMethod({
  name: 'getChatMemberCount',
  parameters: z.object({ chat_id: chatIdParameter }),
  run: (context, parameters) => {
    const channel = findChannel(context, parameters.chat_id);
    return channel.memberIds.length + channel.adminBotIds.length;
  },
});

export const getChatAdministrators = defineMethod({
  name: 'getChatAdministrators',
  parameters: z.object({ chat_id: chatIdParameter }),
  run: (context, parameters) => {
    const channel = findChannel(context, parameters.chat_id);
    if (!channel.adminBotIds.includes(context.bot.id)) throw badRequest('member list is inaccessible');
    return channel.adminBotIds.flatMap((id) => {
      const admin = context.world.bots.find(id);
      return admin ? [administrator(admin)] : [];
    });
  },
});

function findChannel(context: MethodContext, chatId: number | string): Channel {
  const target = findTarget(context, chatId);
  if (target.kind === 'private') throw badRequest('there are no members in the private chat');
  return target.channel;
}

/** Telegram lets a bot ask only about people it has met. */
function isKnownToBot({ world, bot }: MethodContext, person: PersonRecord): boolean {
  return world.chats.find(bot.id, person.id) !== undefined;
}
