// Finds what an operation names, or refuses.
import type { BotRecord, Channel, PersonRecord, PrivateChat } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { ControlRefusal } from './errors.ts';

export function findBot(world: World, botId: number): BotRecord {
  const bot = world.bots.find(botId);
  if (!bot) throw new ControlRefusal('bot_not_found', `no bot ${botId}`);
  return bot;
}

export function findPerson(world: World, personId: number): PersonRecord {
  const person = world.people.find(personId);
  if (!person) throw new ControlRefusal('person_not_found', `no person ${personId}`);
  return person;
}

export function findChannel(world: World, channelId: number): Channel {
  const channel = world.channels.find(channelId);
  if (!channel) throw new ControlRefusal('channel_not_found', `no channel ${channelId}`);
  return channel;
}

export interface ChatParties {
  bot: BotRecord;
  person: PersonRecord;
  chat: PrivateChat;
}

/** The chat as the person sees it, opened when they look at it for the first time. */
export function findParties(world: World, key: { botId: number; personId: number }): ChatParties {
  const bot = findBot(world, key.botId);
  const person = findPerson(world, key.personId);
  return { bot, person, chat: world.chats.open(bot.id, person.id) };
}

/** A person who acts must still have an account. */
export function findActiveParties(world: World, key: { botId: number; personId: number }): ChatParties {
  const parties = findParties(world, key);
  if (parties.person.isDeactivated) {
    throw new ControlRefusal('person_deactivated', `person ${key.personId} is deactivated`);
  }
  return parties;
}
