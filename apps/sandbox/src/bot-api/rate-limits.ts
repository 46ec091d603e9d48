// Telegram's real pace, when switched on: token buckets per chat and per bot.
import { tooManyRequests } from './errors.ts';

interface Limit {
  perSecond: number;
  burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const PRIVATE_CHAT: Limit = { perSecond: 1, burst: 3 };
const GROUP: Limit = { perSecond: 20 / 60, burst: 20 };
const WHOLE_BOT: Limit = { perSecond: 30, burst: 30 };
const MAX_BUCKETS = 100_000;

export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();
  isOn = false;

  setMode(isOn: boolean): void {
    this.isOn = isOn;
    this.#buckets.clear();
  }

  /** Throws 429 when this message comes too soon after the others. */
  spend(botId: number, chatId: number): void {
    if (!this.isOn) return;
    if (this.#buckets.size > MAX_BUCKETS) this.#buckets.clear();
    const bot = this.#refill(String(botId), WHOLE_BOT);
    const chat = this.#refill(`${botId}:${chatId}`, chatId < 0 ? GROUP : PRIVATE_CHAT);
    const waitSeconds = Math.max(
      secondsUntilToken(bot, WHOLE_BOT),
      secondsUntilToken(chat, chatId < 0 ? GROUP : PRIVATE_CHAT),
    );
    if (waitSeconds > 0) throw tooManyRequests(Math.ceil(waitSeconds));
    bot.tokens -= 1;
    chat.tokens -= 1;
  }

  #refill(key: string, limit: Limit): Bucket {
    const now = Date.now();
    const bucket = this.#buckets.get(key) ?? { tokens: limit.burst, at: now };
    bucket.tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

function secondsUntilToken(bucket: Bucket, limit: Limit): number {
  return bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) / limit.perSecond;
}
