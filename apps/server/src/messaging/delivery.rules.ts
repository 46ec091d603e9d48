/** Decides, without touching anything, whether a delivery may go out and what becomes of one that failed. */
import { TelegramRefusal, TelegramUnreachable } from '../platform/telegram.ts';

export interface DeliveryFacts {
  class: string;
  topic: string | null;
  expiresAt: Date | null;
  telegramId: number | null;
  reachability: string;
  marketingConsent: boolean;
  topics: readonly string[];
  isDeleted: boolean;
}

export type SkipReason = 'blocked' | 'never_started' | 'no_consent' | 'expired';

/** Asked at the moment of sending, since a person may have said stop after it was queued. */
export function skipReason(facts: DeliveryFacts, now: Date): SkipReason | null {
  if (facts.expiresAt && facts.expiresAt <= now) return 'expired';
  if (facts.isDeleted || facts.telegramId === null) return 'never_started';
  if (facts.reachability === 'blocked') return 'blocked';
  if (facts.reachability === 'not_started') return 'never_started';
  if (facts.class !== 'marketing') return null;
  const wantsTopic = facts.topic === null || facts.topics.includes(facts.topic);
  return facts.marketingConsent && wantsTopic ? null : 'no_consent';
}

/** What to leave out when Telegram could not read the message. */
export type Simplification = 'markup' | 'buttons';

export type Fate =
  /** Nothing was sent: it waits together with all others of the bot. */
  | { kind: 'pause'; seconds: number; because: 'asked' | 'unreachable' }
  | { kind: 'skip'; reason: 'blocked' | 'never_started' }
  | { kind: 'simplify'; leaveOut: Simplification }
  | { kind: 'tokenRevoked' }
  | { kind: 'again'; afterSeconds: number }
  /** It may have been sent; nobody will ever know. */
  | { kind: 'unknown' }
  | { kind: 'failed' };

const refusedAttempts = 5;
const unansweredAttempts = 3;
const unreachablePauseSeconds = 5;
const fallbackRetrySeconds = 5;

/** `attempts` counts the one that has just failed. */
export function fateOf(error: unknown, delivery: { class: string; attempts: number }): Fate {
  const mayRepeat = delivery.class !== 'marketing';
  if (error instanceof TelegramUnreachable) {
    if (!error.mayHaveArrived)
      return { kind: 'pause', seconds: unreachablePauseSeconds, because: 'unreachable' };
    return mayRepeat && delivery.attempts < unansweredAttempts
      ? again(delivery.attempts)
      : { kind: 'unknown' };
  }
  if (!(error instanceof TelegramRefusal)) return { kind: 'unknown' };
  if (error.code === 429) {
    return { kind: 'pause', seconds: error.retryAfterSeconds ?? fallbackRetrySeconds, because: 'asked' };
  }
  if (error.code >= 500) {
    if (!mayRepeat) return { kind: 'unknown' };
    return delivery.attempts < refusedAttempts ? again(delivery.attempts) : { kind: 'failed' };
  }
  return fateOfRefusal(error);
}

/** Code first, then a few stable pieces of text: Telegram may change its wording. */
function fateOfRefusal({ code, description }: TelegramRefusal): Fate {
  if (code === 401 || code === 404) return { kind: 'tokenRevoked' };
  if (code === 403) {
    return { kind: 'skip', reason: /initiate conversation/i.test(description) ? 'never_started' : 'blocked' };
  }
  if (code !== 400) return { kind: 'failed' };
  if (/chat not found|PEER_ID_INVALID/i.test(description)) return { kind: 'skip', reason: 'never_started' };
  if (/can't parse entities/i.test(description)) return { kind: 'simplify', leaveOut: 'markup' };
  if (/button|web app url/i.test(description)) return { kind: 'simplify', leaveOut: 'buttons' };
  return { kind: 'failed' };
}

function again(attempts: number): Fate {
  return { kind: 'again', afterSeconds: 2 ** attempts };
}
