// Channels: making them, administering them, joining and leaving.
import { addAdminBot, joinChannel, leaveChannel, removeBot } from '../../state/channel-members.ts';
import { ControlRefusal } from '../errors.ts';
import { findBot, findChannel, findPerson } from '../find.ts';
import type { Handlers } from '../handlers.ts';
import { showChannel, showMessage } from '../views.ts';

type ChannelOperations =
  | 'createChannel'
  | 'addBotToChannel'
  | 'removeBotFromChannel'
  | 'joinChannel'
  | 'leaveChannel'
  | 'readChannel';

export const channelHandlers: Handlers<ChannelOperations> = {
  createChannel: (world, input) => {
    if (input.id !== undefined && world.channels.find(input.id)) {
      throw new ControlRefusal('already_exists', `channel ${input.id} exists already`);
    }
    const channel = world.channels.create(input);
    world.changes.emit({ kind: 'channel', channel });
    return showChannel(channel);
  },
  addBotToChannel: (world, input) => {
    const channel = findChannel(world, input.channelId);
    addAdminBot(world, channel, findBot(world, input.botId));
    return showChannel(channel);
  },
  removeBotFromChannel: (world, input) => {
    const channel = findChannel(world, input.channelId);
    removeBot(world, channel, findBot(world, input.botId));
    return showChannel(channel);
  },
  joinChannel: (world, input) => {
    const channel = findChannel(world, input.channelId);
    joinChannel(world, channel, findPerson(world, input.personId));
    return showChannel(channel);
  },
  leaveChannel: (world, input) => {
    const channel = findChannel(world, input.channelId);
    leaveChannel(world, channel, findPerson(world, input.personId));
    return showChannel(channel);
  },
  readChannel: (world, input) => {
    const channel = findChannel(world, input.channelId);
    const messages = [...channel.messages.values()].slice(-input.limit);
    return { channel: showChannel(channel), messages: messages.map((message) => showMessage(null, message)) };
  },
};
