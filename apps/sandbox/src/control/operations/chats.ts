// What a person does in the chat with a bot, apart from pressing buttons.
import type { World } from '../../state/world.ts';
import type { SandboxMessage } from '../contract.ts';
import { ControlRefusal } from '../errors.ts';
import { type ChatParties, findActiveParties, findParties } from '../find.ts';
import type { Handlers } from '../handlers.ts';
import {
  documentOfPerson,
  photoOfPerson,
  sendAsPerson,
  setBlocked,
  textOfPerson,
} from '../person-messages.ts';
import { showChat, showMessage } from '../views.ts';

type ChatOperations =
  | 'readChat'
  | 'waitForMessage'
  | 'sendText'
  | 'startBot'
  | 'sendPhoto'
  | 'sendDocument'
  | 'blockBot'
  | 'unblockBot'
  | 'clearChat';

export const chatHandlers: Handlers<ChatOperations> = {
  readChat: (world, input) => {
    const { bot, chat } = findParties(world, input);
    const messages = [...chat.messages.values()].filter(
      (message) => message.message_id > input.afterMessageId,
    );
    return {
      chat: showChat(world, chat),
      messages: messages.slice(-input.limit).map((message) => showMessage(bot.id, message)),
    };
  },
  waitForMessage: (world, input) => {
    const parties = findParties(world, input);
    const isWanted = (message: SandboxMessage): boolean =>
      message.sender === 'bot' &&
      message.messageId > input.afterMessageId &&
      message.text.includes(input.contains);
    return waitForMessage(world, parties, { isWanted, timeoutMs: input.timeoutMs });
  },
  sendText: (world, input) => {
    const parties = findActiveParties(world, input);
    const message = sendAsPerson(world, parties, textOfPerson(input.text));
    return showMessage(parties.bot.id, message);
  },
  // Tapping Start on a bot that was blocked unblocks it, as Telegram's "Restart" does.
  startBot: (world, input) => {
    const parties = findActiveParties(world, input);
    setBlocked(world, parties, false);
    const text = input.payload === '' ? '/start' : `/start ${input.payload}`;
    return showMessage(parties.bot.id, sendAsPerson(world, parties, textOfPerson(text)));
  },
  sendPhoto: (world, input) => {
    const parties = findActiveParties(world, input);
    const content = photoOfPerson(world, parties.bot.id, { file: input.photo, caption: input.caption });
    return showMessage(parties.bot.id, sendAsPerson(world, parties, content));
  },
  sendDocument: (world, input) => {
    const parties = findActiveParties(world, input);
    const content = documentOfPerson(world, parties.bot.id, { file: input.document, caption: input.caption });
    return showMessage(parties.bot.id, sendAsPerson(world, parties, content));
  },
  blockBot: (world, input) => {
    const parties = findActiveParties(world, input);
    setBlocked(world, parties, true);
    return showChat(world, parties.chat);
  },
  unblockBot: (world, input) => {
    const parties = findActiveParties(world, input);
    setBlocked(world, parties, false);
    return showChat(world, parties.chat);
  },
  clearChat: (world, input) => {
    const { chat } = findParties(world, input);
    for (const messageId of [...chat.messages.keys()]) {
      chat.messages.delete(messageId);
      world.changes.emit({ kind: 'messageDeleted', botId: chat.botId, chatId: chat.personId, messageId });
    }
    chat.replyKeyboard = null;
    world.changes.emit({ kind: 'chat', chat });
    return showChat(world, chat);
  },
};

function waitForMessage(
  world: World,
  { bot, person, chat }: ChatParties,
  wish: { isWanted: (message: SandboxMessage) => boolean; timeoutMs: number },
): Promise<SandboxMessage> {
  const present = [...chat.messages.values()]
    .map((message) => showMessage(bot.id, message))
    .find(wish.isWanted);
  if (present) return Promise.resolve(present);
  return new Promise((resolve, reject) => {
    const unsubscribe = world.changes.subscribe((change) => {
      if (change.kind !== 'message' || change.botId !== bot.id || change.message.chat.id !== person.id)
        return;
      const shown = showMessage(bot.id, change.message);
      if (!wish.isWanted(shown)) return;
      end();
      resolve(shown);
    });
    const timer = setTimeout(() => {
      end();
      reject(new ControlRefusal('timeout', `no such message from the bot within ${wish.timeoutMs} ms`));
    }, wish.timeoutMs);
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
    };
  });
}
