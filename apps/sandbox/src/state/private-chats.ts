// The private chats between people and bots with their messages.
import type { TelegramChat } from '../bot-api/types.ts';
import type { PersonRecord, PrivateChat } from './types.ts';

export class PrivateChats {
  readonly #byBot = new Map<number, Map<number, PrivateChat>>();

  find(botId: number, personId: number): PrivateChat | undefined {
    return this.#byBot.get(botId)?.get(personId);
  }

  /** The chat as the person opens it; a new one is neither started nor open for the bot to write first. */
  open(botId: number, personId: number): PrivateChat {
    const known = this.find(botId, personId);
    if (known) return known;
    const chat: PrivateChat = {
      botId,
      personId,
      isStarted: false,
      isBlocked: false,
      isWriteAllowed: false,
      replyKeyboard: null,
      menuButton: null,
      nextMessageId: 1,
      messages: new Map(),
    };
    this.add(chat);
    return chat;
  }

  add(chat: PrivateChat): void {
    const chats = this.#byBot.get(chat.botId) ?? new Map<number, PrivateChat>();
    chats.set(chat.personId, chat);
    this.#byBot.set(chat.botId, chats);
  }

  list(): PrivateChat[] {
    return [...this.#byBot.values()].flatMap((chats) => [...chats.values()]);
  }

  ofBot(botId: number): PrivateChat[] {
    return [...(this.#byBot.get(botId)?.values() ?? [])];
  }

  ofPerson(personId: number): PrivateChat[] {
    return [...this.#byBot.values()].flatMap((chats) => chats.get(personId) ?? []);
  }

  clear(): void {
    this.#byBot.clear();
  }
}

export function privateChatObject(person: PersonRecord): TelegramChat {
  return {
    id: person.id,
    type: 'private',
    first_name: person.firstName,
    ...(person.lastName === null ? {} : { last_name: person.lastName }),
    ...(person.username === null ? {} : { username: person.username }),
  };
}
