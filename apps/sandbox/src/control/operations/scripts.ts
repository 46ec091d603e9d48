// What tests steer and read: the whole state, scripted answers, the pace, the log of calls.
import { ControlRefusal } from '../errors.ts';
import { findBot } from '../find.ts';
import type { Handlers } from '../handlers.ts';
import { showBot, showChannel, showChat, showPerson } from '../views.ts';

type ScriptOperations =
  | 'readState'
  | 'reset'
  | 'repeatUpdate'
  | 'addFault'
  | 'clearFaults'
  | 'setRateMode'
  | 'listCalls';

export const scriptHandlers: Handlers<ScriptOperations> = {
  readState: (world) => ({
    bots: world.bots.list().map(showBot),
    people: world.people.list().map(showPerson),
    channels: world.channels.list().map(showChannel),
    chats: world.chats.list().map((chat) => showChat(world, chat)),
    faults: world.faults.list(),
    isRateModeOn: world.rateLimits.isOn,
  }),
  reset: async (world, input) => {
    await world.reset(input);
    return {};
  },
  repeatUpdate: (world, input) => {
    const updateId = world.queueOf(findBot(world, input.botId)).pushLastAgain();
    if (updateId === null) throw new ControlRefusal('message_not_found', 'the bot has had no update yet');
    return { updateId };
  },
  addFault: (world, input) =>
    world.faults.add({
      botId: input.botId ?? null,
      method: input.method ?? null,
      chatId: input.chatId ?? null,
      timesLeft: input.times,
      effect: input.effect,
    }),
  clearFaults: (world) => {
    world.faults.clear();
    return {};
  },
  setRateMode: (world, input) => {
    world.rateLimits.setMode(input.isOn);
    return { isOn: world.rateLimits.isOn };
  },
  listCalls: (world, input) => {
    const method = input.method?.toLowerCase();
    const calls = world.calls.list().filter((call) => {
      const isOfBot = input.botId === undefined || call.botId === input.botId;
      const isOfMethod = method === undefined || call.method.toLowerCase() === method;
      const isOfChat = input.chatId === undefined || Number(call.parameters.chat_id) === input.chatId;
      return isOfBot && isOfMethod && isOfChat;
    });
    return { calls };
  },
};
