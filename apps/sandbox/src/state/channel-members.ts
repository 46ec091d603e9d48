// Joining, leaving and administering a channel, and the updates that bots get about it.
import type { TelegramChatMember, TelegramUser } from '../bot-api/types.ts';
import { botAsUser } from './bots.ts';
import { channelObject } from './channels.ts';
import { personAsUser } from './people.ts';
import type { BotRecord, Channel, PersonRecord } from './types.ts';
import { nowSeconds, type World } from './world.ts';

export function joinChannel(world: World, channel: Channel, person: PersonRecord): void {
  if (channel.memberIds.includes(person.id)) return;
  channel.memberIds.push(person.id);
  tellAdmins(world, channel, person, { from: 'left', to: 'member' });
}

export function leaveChannel(world: World, channel: Channel, person: PersonRecord): void {
  if (!channel.memberIds.includes(person.id)) return;
  channel.memberIds = channel.memberIds.filter((id) => id !== person.id);
  tellAdmins(world, channel, person, { from: 'member', to: 'left' });
}

export function addAdminBot(world: World, channel: Channel, bot: BotRecord): void {
  if (channel.adminBotIds.includes(bot.id)) return;
  channel.adminBotIds.push(bot.id);
  tellBot(world, channel, bot, {
    before: { user: botAsUser(bot), status: 'left' },
    after: administrator(bot),
  });
}

export function removeBot(world: World, channel: Channel, bot: BotRecord): void {
  if (!channel.adminBotIds.includes(bot.id)) return;
  channel.adminBotIds = channel.adminBotIds.filter((id) => id !== bot.id);
  const after: TelegramChatMember = { user: botAsUser(bot), status: 'kicked', until_date: 0 };
  tellBot(world, channel, bot, { before: administrator(bot), after });
}

export function administrator(bot: BotRecord): TelegramChatMember {
  return {
    user: botAsUser(bot),
    status: 'administrator',
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    can_manage_video_chats: true,
    can_restrict_members: true,
    can_promote_members: false,
    can_change_info: true,
    can_invite_users: true,
    can_post_messages: true,
    can_edit_messages: true,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
  };
}

function tellAdmins(
  world: World,
  channel: Channel,
  person: PersonRecord,
  change: { from: 'left' | 'member'; to: 'left' | 'member' },
): void {
  const user = personAsUser(person);
  for (const id of channel.adminBotIds) {
    const bot = world.bots.find(id);
    if (!bot) continue;
    const payload = {
      chat: channelObject(channel),
      from: user,
      date: nowSeconds(),
      old_chat_member: { user, status: change.from },
      new_chat_member: { user, status: change.to },
    };
    world.sendUpdate(bot, 'chat_member', payload, `member:${person.id}`);
  }
  world.changes.emit({ kind: 'channel', channel });
}

/** The channel has no visible owner here, so the change comes from an owner without an account in the sandbox. */
const OWNER: TelegramUser = { id: 777_001, is_bot: false, first_name: 'Owner' };

function tellBot(
  world: World,
  channel: Channel,
  bot: BotRecord,
  change: { before: TelegramChatMember; after: TelegramChatMember },
): void {
  const payload = {
    chat: channelObject(channel),
    from: OWNER,
    date: nowSeconds(),
    old_chat_member: change.before,
    new_chat_member: change.after,
  };
  world.sendUpdate(bot, 'my_chat_member', payload, `member:${OWNER.id}`);
  world.changes.emit({ kind: 'channel', channel });
}
