// Delivers the updates of one bot to its webhook as Telegram does: in order per queue, again after a failure with a
// doubling delay, and not before the Retry-After of the last answer.
import { Agent, request } from 'undici';
import type { WebhookSettings } from '../state/types.ts';
import type { PendingUpdate, UpdateQueue } from './update-queue.ts';

const MAX_DELAY_MS = 60_000;
const MAX_RETRY_AFTER_SECONDS = 3600;
const ANSWER_TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 1_000_000;

export interface WebhookDeliveryInput {
  queue: UpdateQueue;
  webhook: WebhookSettings;
  /** The delay before the second repeat; each further one doubles it. */
  retryBaseMs: number;
  /** The webhook answered with a method call in its body. */
  onMethodCall: (method: string, parameters: Record<string, unknown>) => void;
}

export interface LastError {
  date: number;
  message: string;
}

interface Lane {
  updates: PendingUpdate[];
  failures: number;
  timer: NodeJS.Timeout | null;
}

type Outcome =
  | { isDelivered: true }
  | { isDelivered: false; reason: string; retryAfterSeconds: number | null };

export class WebhookDelivery {
  readonly #input: WebhookDeliveryInput;
  readonly #agent: Agent;
  readonly #lanes = new Map<string, Lane>();
  readonly #ready: string[] = [];
  #inFlight = 0;
  #isStopped = false;
  lastError: LastError | null = null;

  constructor(input: WebhookDeliveryInput) {
    this.#input = input;
    this.#agent = new Agent({ connections: input.webhook.maxConnections, pipelining: 1 });
    for (const update of input.queue.list()) this.#enqueue(update);
    input.queue.setPushListener((update) => {
      this.#enqueue(update);
      this.#pump();
    });
    this.#pump();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#input.queue.setPushListener(null);
    for (const lane of this.#lanes.values()) if (lane.timer) clearTimeout(lane.timer);
    await this.#agent.destroy();
  }

  #enqueue(update: PendingUpdate): void {
    const lane = this.#lanes.get(update.orderKey);
    if (lane) {
      lane.updates.push(update);
      return;
    }
    this.#lanes.set(update.orderKey, { updates: [update], failures: 0, timer: null });
    this.#ready.push(update.orderKey);
  }

  #pump(): void {
    while (!this.#isStopped && this.#inFlight < this.#input.webhook.maxConnections) {
      const key = this.#ready.shift();
      if (key === undefined) return;
      this.#inFlight += 1;
      void this.#deliverNext(key).finally(() => {
        this.#inFlight -= 1;
        this.#pump();
      });
    }
  }

  async #deliverNext(key: string): Promise<void> {
    const lane = this.#lanes.get(key);
    const pending = lane?.updates[0];
    if (!lane || !pending) return;
    const isWanted = pending.expiresAt > Date.now() && this.#input.queue.has(pending.update.update_id);
    const outcome: Outcome = isWanted ? await this.#post(pending) : { isDelivered: true };
    if (this.#isStopped) return;
    if (outcome.isDelivered) this.#finish(key, lane, pending);
    else this.#repeatLater(key, lane, outcome);
  }

  #finish(key: string, lane: Lane, pending: PendingUpdate): void {
    lane.updates.shift();
    lane.failures = 0;
    this.#input.queue.remove(pending.update.update_id);
    if (lane.updates.length > 0) this.#ready.push(key);
    else this.#lanes.delete(key);
  }

  #repeatLater(key: string, lane: Lane, outcome: { reason: string; retryAfterSeconds: number | null }): void {
    this.lastError = { date: Math.floor(Date.now() / 1000), message: outcome.reason };
    const doubled = lane.failures === 0 ? 0 : this.#input.retryBaseMs * 2 ** (lane.failures - 1);
    const delayMs = outcome.retryAfterSeconds === null ? doubled : outcome.retryAfterSeconds * 1000;
    lane.failures = Math.min(lane.failures + 1, 30);
    lane.timer = setTimeout(
      () => {
        lane.timer = null;
        this.#ready.push(key);
        this.#pump();
      },
      outcome.retryAfterSeconds === null ? Math.min(delayMs, MAX_DELAY_MS) : delayMs,
    );
  }

  async #post(pending: PendingUpdate): Promise<Outcome> {
    const { webhook } = this.#input;
    try {
      const response = await request(webhook.url, {
        method: 'POST',
        dispatcher: this.#agent,
        headersTimeout: ANSWER_TIMEOUT_MS,
        bodyTimeout: ANSWER_TIMEOUT_MS,
        headers: {
          'content-type': 'application/json',
          ...(webhook.secretToken === null ? {} : { 'x-telegram-bot-api-secret-token': webhook.secretToken }),
        },
        body: JSON.stringify(pending.update),
      });
      const text = (await response.body.text()).slice(0, MAX_ANSWER_BYTES);
      if (response.statusCode < 200 || response.statusCode > 299) {
        const retryAfterSeconds = readRetryAfter(response.headers['retry-after']);
        return {
          isDelivered: false,
          reason: `Wrong response from the webhook: ${response.statusCode}`,
          retryAfterSeconds,
        };
      }
      this.#runAnswer(text);
      return { isDelivered: true };
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'Connection failed';
      return { isDelivered: false, reason: reason || 'Connection failed', retryAfterSeconds: null };
    }
  }

  #runAnswer(text: string): void {
    if (!text.startsWith('{')) return;
    const call = parseMethodCall(text);
    if (call) this.#input.onMethodCall(call.method, call.parameters);
  }
}

function readRetryAfter(header: string | string[] | undefined): number | null {
  const seconds = Number(header);
  return Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, MAX_RETRY_AFTER_SECONDS) : null;
}

function parseMethodCall(text: string): { method: string; parameters: Record<string, unknown> } | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || !('method' in body)) return null;
    const { method, ...parameters } = body;
    return typeof method === 'string' ? { method, parameters } : null;
  } catch {
    // An answer that is no JSON is simply not a method call.
    return null;
  }
}
