/** What an answer means, and when to try again: the schedule of Standard Webhooks. */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits after the first attempt, the second and so on: ten attempts within three days. */
const waits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
/** A tenth at most, so that many deliveries that failed together do not come back together. */
const jitterShare = 0.1;
const longestPause = hour;
const failingDays = 5;

export const attemptLimit = waits.length + 1;

export interface AttemptAnswer {
  status: number | null;
  retryAfter: string | null;
}

export type Verdict =
  | { kind: 'delivered' }
  /** 410: the receiver wants nothing any more. */
  | { kind: 'gone' }
  | { kind: 'again'; at: Date }
  | { kind: 'failed' };

/** `step` counts attempts from 1, this one included; `chance` is from 0 to 1. */
export function judgeAnswer(answer: AttemptAnswer, step: number, now: Date, chance: number): Verdict {
  const { status } = answer;
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const wait = waits[step - 1];
  if (wait === undefined) return { kind: 'failed' };
  const planned = now.getTime() + wait * (1 + jitterShare * chance);
  return { kind: 'again', at: new Date(Math.max(planned, pauseEnd(answer, now)?.getTime() ?? 0)) };
}

/** Until when the receiver asks to be left alone; an hour is the most that is believed. */
export function pauseEnd({ status, retryAfter }: AttemptAnswer, now: Date): Date | null {
  if (retryAfter === null || (status !== 429 && status !== 503)) return null;
  const milliseconds = /^\d{1,9}$/.test(retryAfter.trim())
    ? Number(retryAfter) * second
    : Date.parse(retryAfter) - now.getTime();
  if (!(milliseconds > 0)) return null;
  return new Date(now.getTime() + Math.min(milliseconds, longestPause));
}

/** Nothing has got through for so long that nobody is there any more. */
export function hasFailedForDays(failingSince: Date | null, now: Date): boolean {
  return failingSince !== null && now.getTime() - failingSince.getTime() >= failingDays * 24 * hour;
}
