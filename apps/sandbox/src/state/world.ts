// Everything the sandbox holds, and the ways that touch more than one part of it.
import { CallLog } from '../bot-api/call-log.ts';
import { Faults } from '../bot-api/faults.ts';
import { RateLimits } from '../bot-api/rate-limits.ts';
import type { TelegramMessage } from '../bot-api/types.ts';
import { UpdateQueue, type UpdateKind } from '../updates/update-queue.ts';
import { type LastError, WebhookDelivery } from '../updates/webhook-delivery.ts';
import { Bots } from './bots.ts';
import { Changes } from './changes.ts';
import { Channels } from './channels.ts';
import { Files } from './files.ts';
import { People } from './people.ts';
import { PrivateChats } from './private-chats.ts';
import { Queries } from './queries.ts';
import type { BotRecord, Channel, MessageHistory, PrivateChat, WebhookSettings } from './types.ts';

const MAX_MESSAGES_PER_CHAT = 2000;
/** Beyond this many the page reads the state again when it is opened. */
const MAX_CHATS_ANNOUNCED = 500;

export interface WorldOptions {
  webhookRetryBaseMs: number;
  /** Runs a method call that a webhook gave as its answer. */
  onWebhookCall: (bot: BotRecord, method: string, parameters: Record<string, unknown>) => void;
}

export class World {
  readonly bots = new Bots();
  readonly people = new People();
  readonly chats = new PrivateChats();
  readonly channels = new Channels();
  readonly files = new Files();
  readonly queries = new Queries();
  readonly faults = new Faults();
  readonly rateLimits = new RateLimits();
  readonly calls = new CallLog();
  readonly changes = new Changes();
  /** The sandbox's own address, known once it listens; for links to pictures. */
  baseUrl = '';
  readonly #options: WorldOptions;
  readonly #queues = new Map<number, UpdateQueue>();
  readonly #deliveries = new Map<number, WebhookDelivery>();
  readonly #webhookSetAt = new Map<number, number>();

  constructor(options: WorldOptions) {
    this.#options = options;
  }

  queueOf(bot: BotRecord): UpdateQueue {
    const known = this.#queues.get(bot.id);
    if (known) return known;
    const queue = new UpdateQueue(bot);
    this.#queues.set(bot.id, queue);
    return queue;
  }

  sendUpdate(bot: BotRecord, kind: UpdateKind, payload: unknown, orderKey: string): void {
    this.queueOf(bot).push({ kind, payload, orderKey });
  }

  async setWebhook(bot: BotRecord, webhook: WebhookSettings | null): Promise<void> {
    bot.webhook = webhook;
    this.#webhookSetAt.set(bot.id, Date.now());
    const running = this.#deliveries.get(bot.id);
    this.#deliveries.delete(bot.id);
    await running?.stop();
    if (webhook) this.startWebhook(bot, webhook);
    this.changes.emit({ kind: 'bot', bot });
  }

  startWebhook(bot: BotRecord, webhook: WebhookSettings): void {
    const queue = this.queueOf(bot);
    queue.endForWebhook();
    const delivery = new WebhookDelivery({
      queue,
      webhook,
      retryBaseMs: this.#options.webhookRetryBaseMs,
      onMethodCall: (method, parameters) => this.#options.onWebhookCall(bot, method, parameters),
    });
    this.#deliveries.set(bot.id, delivery);
  }

  /** Set within the last second, so that setting it again is refused by Telegram's pace. */
  isWebhookFresh(bot: BotRecord): boolean {
    return Date.now() - (this.#webhookSetAt.get(bot.id) ?? 0) < 1000;
  }

  lastWebhookError(bot: BotRecord): LastError | null {
    return this.#deliveries.get(bot.id)?.lastError ?? null;
  }

  /** A bot's settings show in its chats as well: menu button and commands. */
  announceBot(bot: BotRecord): void {
    this.changes.emit({ kind: 'bot', bot });
    const chats = this.chats.ofBot(bot.id);
    if (chats.length > MAX_CHATS_ANNOUNCED) return;
    for (const chat of chats) this.changes.emit({ kind: 'chat', chat });
  }

  saveInChat(chat: PrivateChat, message: TelegramMessage): void {
    keepMessage(chat.messages, message);
    this.changes.emit({ kind: 'message', botId: chat.botId, message });
  }

  saveInChannel(channel: Channel, message: TelegramMessage): void {
    keepMessage(channel.messages, message);
    this.changes.emit({ kind: 'message', botId: null, message });
  }

  /** Forget people, chats, channels and scripts; the caller decides about the bots. */
  async reset(input: { keepBots: boolean }): Promise<void> {
    this.people.clear();
    this.chats.clear();
    this.channels.clear();
    this.queries.clear();
    this.faults.clear();
    this.rateLimits.setMode(false);
    this.calls.clear();
    for (const queue of this.#queues.values()) queue.drop();
    if (!input.keepBots) await this.#forgetBots();
    this.changes.emit({ kind: 'reset' });
  }

  async close(): Promise<void> {
    for (const queue of this.#queues.values()) queue.endQuietly();
    await Promise.all([...this.#deliveries.values()].map((delivery) => delivery.stop()));
    this.#deliveries.clear();
  }

  async #forgetBots(): Promise<void> {
    await this.close();
    this.#queues.clear();
    this.bots.clear();
    this.files.clear();
  }
}

function keepMessage(messages: MessageHistory, message: TelegramMessage): void {
  messages.set(message.message_id, message);
  const oldest = messages.keys().next().value;
  if (messages.size > MAX_MESSAGES_PER_CHAT && oldest !== undefined) messages.delete(oldest);
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);
