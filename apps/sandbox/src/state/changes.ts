// Tells whoever listens (the live stream, waiting tests, the state file) what changed in the sandbox.
import type { TelegramMessage } from '../bot-api/types.ts';
import type { CallbackAnswer } from '../control/contract.ts';
import type { BotRecord, Channel, PersonRecord, PrivateChat } from './types.ts';

export type Change =
  | { kind: 'bot'; bot: BotRecord }
  | { kind: 'person'; person: PersonRecord }
  | { kind: 'channel'; channel: Channel }
  | { kind: 'chat'; chat: PrivateChat }
  /** `botId` is null for a message of a channel. */
  | { kind: 'message'; botId: number | null; message: TelegramMessage }
  | { kind: 'messageDeleted'; botId: number | null; chatId: number; messageId: number }
  | { kind: 'chatAction'; botId: number; chatId: number; action: string }
  | {
      kind: 'callbackAnswered';
      botId: number;
      personId: number;
      callbackQueryId: string;
      answer: CallbackAnswer;
    }
  | { kind: 'reset' };

type Listener = (change: Change) => void;

export class Changes {
  readonly #listeners = new Set<Listener>();

  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
