// The bots that BotFather would know: by id and by token.
import type { TelegramUser } from '../bot-api/types.ts';
import type { BotRecord } from './types.ts';

export interface NewBot {
  token: string;
  name: string;
  username: string;
  mainAppUrl?: string | undefined;
  photoId?: string | undefined;
}

export class Bots {
  readonly #byId = new Map<number, BotRecord>();
  readonly #byToken = new Map<string, BotRecord>();

  /** A new bot, or the known bot of this number renewed; a name it gave itself since then stays. */
  register(input: NewBot): BotRecord {
    const id = Number(input.token.slice(0, input.token.indexOf(':')));
    const known = this.#byId.get(id);
    const bot: BotRecord = known ?? emptyBot(id);
    this.#byToken.delete(bot.token);
    bot.token = input.token;
    bot.username = input.username;
    bot.names[''] ??= input.name;
    bot.isRevoked = false;
    if (input.mainAppUrl !== undefined) bot.mainAppUrl = input.mainAppUrl;
    if (input.photoId !== undefined) bot.photoId = input.photoId;
    this.add(bot);
    return bot;
  }

  add(bot: BotRecord): void {
    this.#byId.set(bot.id, bot);
    this.#byToken.set(bot.token, bot);
  }

  find(id: number): BotRecord | undefined {
    return this.#byId.get(id);
  }

  /** A revoked token is as unknown as a made-up one. */
  findByToken(token: string): BotRecord | undefined {
    const bot = this.#byToken.get(token);
    return bot?.isRevoked ? undefined : bot;
  }

  findByUsername(username: string): BotRecord | undefined {
    const wanted = username.toLowerCase();
    return this.list().find((bot) => bot.username.toLowerCase() === wanted);
  }

  list(): BotRecord[] {
    return [...this.#byId.values()];
  }

  clear(): void {
    this.#byId.clear();
    this.#byToken.clear();
  }
}

export function botAsUser(bot: BotRecord): TelegramUser {
  return { id: bot.id, is_bot: true, first_name: botName(bot), username: bot.username };
}

export function botName(bot: BotRecord): string {
  return bot.names[''] ?? bot.username;
}

function emptyBot(id: number): BotRecord {
  return {
    id,
    token: '',
    username: '',
    names: {},
    descriptions: {},
    shortDescriptions: {},
    commandLists: [],
    menuButton: { type: 'default' },
    mainAppUrl: null,
    photoId: null,
    isRevoked: false,
    webhook: null,
    allowedUpdates: null,
    nextUpdateId: 100_000_000 + (id % 1_000_000),
  };
}
