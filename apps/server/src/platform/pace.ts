/** At most so many in any window of time: a sliding window, since a plain clock overshoots in the busiest second. */

export interface Pace {
  /** How many may go now. */
  free(): number;
  /** Milliseconds until at least one more may go. */
  waitMilliseconds(): number;
  note(): void;
}

export function createPace(
  limit: number,
  windowMilliseconds: number,
  now: () => number = () => performance.now(),
): Pace {
  const sent: number[] = [];

  const forget = () => {
    const since = now() - windowMilliseconds;
    while (sent[0] !== undefined && sent[0] <= since) sent.shift();
  };

  return {
    free() {
      forget();
      return limit - sent.length;
    },
    waitMilliseconds() {
      forget();
      const [oldest] = sent;
      if (sent.length < limit || oldest === undefined) return 0;
      return oldest + windowMilliseconds - now();
    },
    note() {
      sent.push(now());
    },
  };
}
