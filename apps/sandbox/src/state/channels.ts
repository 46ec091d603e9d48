// Channels with their members and the bots that administer them.
import type { TelegramChat } from '../bot-api/types.ts';
import type { Channel } from './types.ts';

const FIRST_CHANNEL_ID = -1_001_000_000_001;

export class Channels {
  readonly #byId = new Map<number, Channel>();
  #nextId = FIRST_CHANNEL_ID;

  create(input: { id?: number | undefined; title: string; username?: string | undefined }): Channel {
    const channel: Channel = {
      id: input.id ?? this.#freeId(),
      title: input.title,
      username: input.username ?? null,
      memberIds: [],
      adminBotIds: [],
      nextMessageId: 1,
      messages: new Map(),
    };
    this.add(channel);
    return channel;
  }

  add(channel: Channel): void {
    this.#byId.set(channel.id, channel);
  }

  find(id: number): Channel | undefined {
    return this.#byId.get(id);
  }

  findByUsername(username: string): Channel | undefined {
    const wanted = username.toLowerCase();
    return this.list().find((channel) => channel.username?.toLowerCase() === wanted);
  }

  list(): Channel[] {
    return [...this.#byId.values()];
  }

  clear(): void {
    this.#byId.clear();
    this.#nextId = FIRST_CHANNEL_ID;
  }

  #freeId(): number {
    while (this.#byId.has(this.#nextId)) this.#nextId -= 1;
    return this.#nextId;
  }
}

export function channelObject(channel: Channel): TelegramChat {
  return {
    id: channel.id,
    type: 'channel',
    title: channel.title,
    ...(channel.username === null ? {} : { username: channel.username }),
  };
}
