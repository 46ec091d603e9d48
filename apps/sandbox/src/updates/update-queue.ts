// The updates of one bot that wait to be fetched by getUpdates or delivered to the webhook.
import { conflict } from '../bot-api/errors.ts';
import type { TelegramUpdate } from '../bot-api/types.ts';
import type { BotRecord } from '../state/types.ts';

export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'channel_post'
  | 'callback_query'
  | 'inline_query'
  | 'my_chat_member'
  | 'chat_member';

export interface PendingUpdate {
  update: TelegramUpdate;
  /** Updates with the same key are delivered one after another: messages by chat, the rest by user. */
  orderKey: string;
  expiresAt: number;
}

interface PollInput {
  offset: number;
  limit: number;
  timeoutSeconds: number;
}

interface Waiter {
  input: PollInput;
  timer: NodeJS.Timeout;
  poll: Promise<TelegramUpdate[]>;
  resolve: (updates: TelegramUpdate[]) => void;
  reject: (error: Error) => void;
}

const OFF_BY_DEFAULT: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count'];
const DEFAULT_LIFE_MS = 24 * 3600_000;
const LIFE_MS: Partial<Record<UpdateKind, number>> = { callback_query: 150_000, inline_query: 30_000 };

export class UpdateQueue {
  readonly #bot: BotRecord;
  readonly #pending = new Map<number, PendingUpdate>();
  #last: PendingUpdate | null = null;
  #nextExpiryCheckAt = 0;
  #waiter: Waiter | null = null;
  #onPush: ((update: PendingUpdate) => void) | null = null;

  constructor(bot: BotRecord) {
    this.#bot = bot;
  }

  push(input: { kind: UpdateKind; payload: unknown; orderKey: string }): void {
    if (!this.#isAllowed(input.kind)) return;
    const updateId = this.#bot.nextUpdateId++;
    const pending: PendingUpdate = {
      update: { update_id: updateId, [input.kind]: input.payload },
      orderKey: input.orderKey,
      expiresAt: Date.now() + (LIFE_MS[input.kind] ?? DEFAULT_LIFE_MS),
    };
    this.#last = pending;
    this.#add(pending);
  }

  /** The last update once more, as after a lost answer; null when there was none. */
  pushLastAgain(): number | null {
    if (!this.#last) return null;
    this.#add({ ...this.#last });
    return this.#last.update.update_id;
  }

  /** Calling with a higher offset acknowledges everything before it; a negative one keeps only the newest. */
  poll(input: PollInput): Promise<TelegramUpdate[]> {
    this.#endWait(
      conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
    );
    this.#acknowledge(input.offset);
    const ready = this.#first(input.limit);
    if (ready.length > 0 || input.timeoutSeconds <= 0) return Promise.resolve(ready);
    const { promise, resolve, reject } = Promise.withResolvers<TelegramUpdate[]>();
    const timer = setTimeout(() => this.#finishWait([]), input.timeoutSeconds * 1000);
    this.#waiter = { input, timer, poll: promise, resolve, reject };
    return promise;
  }

  /** A long poll that waits ends with 409; the caller has set a webhook. */
  endForWebhook(): void {
    this.#endWait(conflict('terminated by setWebhook request'));
  }

  /** The caller of this poll has gone away; a later poll that waits is left alone. */
  endPoll(poll: Promise<TelegramUpdate[]>): void {
    if (this.#waiter?.poll === poll) this.endQuietly();
  }

  /** The sandbox stops. */
  endQuietly(): void {
    this.#finishWait([]);
  }

  has(updateId: number): boolean {
    return this.#pending.has(updateId);
  }

  remove(updateId: number): void {
    this.#pending.delete(updateId);
  }

  /** Everything that waits and has not expired, oldest first. */
  list(): PendingUpdate[] {
    this.#dropExpired();
    return [...this.#pending.values()];
  }

  get size(): number {
    this.#dropExpired();
    return this.#pending.size;
  }

  drop(): void {
    this.#last = null;
    this.#pending.clear();
  }

  /** The webhook's delivery listens here; null when there is none. */
  setPushListener(listener: ((update: PendingUpdate) => void) | null): void {
    this.#onPush = listener;
  }

  #add(pending: PendingUpdate): void {
    this.#pending.set(pending.update.update_id, pending);
    this.#onPush?.(pending);
    this.#wakeWaiter();
  }

  #isAllowed(kind: UpdateKind): boolean {
    const allowed = this.#bot.allowedUpdates;
    return allowed === null ? !OFF_BY_DEFAULT.includes(kind) : allowed.includes(kind);
  }

  #acknowledge(offset: number): void {
    if (offset < 0) {
      const dropped = [...this.#pending.keys()].slice(0, offset);
      for (const id of dropped) this.#pending.delete(id);
      return;
    }
    for (const id of this.#pending.keys()) {
      if (id >= offset) return;
      this.#pending.delete(id);
    }
  }

  #first(limit: number): TelegramUpdate[] {
    this.#dropExpired();
    const updates: TelegramUpdate[] = [];
    for (const pending of this.#pending.values()) {
      if (updates.length === limit) break;
      updates.push(pending.update);
    }
    return updates;
  }

  // Lives differ by kind, so all must be looked at; once a second is enough for lives of half a minute and more.
  #dropExpired(): void {
    const now = Date.now();
    if (now < this.#nextExpiryCheckAt) return;
    this.#nextExpiryCheckAt = now + 1000;
    for (const [id, pending] of this.#pending) {
      if (pending.expiresAt <= now) this.#pending.delete(id);
    }
  }

  // Telegram waits a moment as well, so that updates that come together leave together.
  #wakeWaiter(): void {
    const waiter = this.#waiter;
    if (!waiter) return;
    setImmediate(() => {
      if (this.#waiter === waiter) this.#finishWait(this.#first(waiter.input.limit));
    });
  }

  #finishWait(updates: TelegramUpdate[]): void {
    const waiter = this.#waiter;
    if (!waiter) return;
    this.#waiter = null;
    clearTimeout(waiter.timer);
    waiter.resolve(updates);
  }

  #endWait(error: Error): void {
    const waiter = this.#waiter;
    if (!waiter) return;
    this.#waiter = null;
    clearTimeout(waiter.timer);
    waiter.reject(error);
  }
}
