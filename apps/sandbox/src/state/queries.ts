// Things that may be answered once: button presses, Mini App sessions and prepared messages.
import { randomBytes } from 'node:crypto';
import type { CallbackAnswer } from '../control/contract.ts';
import type { MessageContent } from '../bot-api/types.ts';

const CALLBACK_LIFE_MS = 60_000;
const WEB_APP_QUERY_LIFE_MS = 24 * 3600_000;
const PREPARED_MESSAGE_LIFE_MS = 15 * 60_000;
const MAX_KEPT = 10_000;

interface CallbackQuery {
  botId: number;
  personId: number;
  expiresAt: number;
  onAnswer: (answer: CallbackAnswer) => void;
}

interface WebAppQuery {
  botId: number;
  personId: number;
  expiresAt: number;
}

export interface PreparedMessage {
  botId: number;
  personId: number;
  expiresAt: number;
  content: MessageContent;
  photoUrl: string | null;
}

export class Queries {
  readonly #callbacks = new Map<string, CallbackQuery>();
  readonly #webApps = new Map<string, WebAppQuery>();
  readonly #prepared = new Map<string, PreparedMessage>();

  openCallback(botId: number, personId: number, onAnswer: (answer: CallbackAnswer) => void): string {
    const id = String(randomBytes(8).readBigUInt64BE() >> 1n);
    keepBounded(this.#callbacks, id, { botId, personId, onAnswer, expiresAt: Date.now() + CALLBACK_LIFE_MS });
    return id;
  }

  /** The press that this bot may still answer; taking it makes a second answer impossible. */
  takeCallback(botId: number, id: string): CallbackQuery | undefined {
    return takeOwned(this.#callbacks, botId, id);
  }

  openWebApp(botId: number, personId: number): string {
    const id = `AA${randomBytes(12).toString('base64url')}`;
    keepBounded(this.#webApps, id, { botId, personId, expiresAt: Date.now() + WEB_APP_QUERY_LIFE_MS });
    return id;
  }

  takeWebApp(botId: number, id: string): WebAppQuery | undefined {
    return takeOwned(this.#webApps, botId, id);
  }

  savePrepared(message: Omit<PreparedMessage, 'expiresAt'>): { id: string; expiresAt: number } {
    const id = randomBytes(12).toString('base64url');
    const expiresAt = Date.now() + PREPARED_MESSAGE_LIFE_MS;
    keepBounded(this.#prepared, id, { ...message, expiresAt });
    return { id, expiresAt };
  }

  takePrepared(botId: number, id: string): PreparedMessage | undefined {
    return takeOwned(this.#prepared, botId, id);
  }

  clear(): void {
    this.#callbacks.clear();
    this.#webApps.clear();
    this.#prepared.clear();
  }
}

function takeOwned<Kept extends { botId: number; expiresAt: number }>(
  kept: Map<string, Kept>,
  botId: number,
  id: string,
): Kept | undefined {
  const found = kept.get(id);
  if (!found || found.botId !== botId) return undefined;
  kept.delete(id);
  return found.expiresAt < Date.now() ? undefined : found;
}

function keepBounded<Kept>(kept: Map<string, Kept>, id: string, value: Kept): void {
  kept.set(id, value);
  const oldest = kept.keys().next().value;
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
}
