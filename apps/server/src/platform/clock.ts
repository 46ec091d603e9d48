/** Time as a dependency, so that tests can move it. */

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export function manualClock(
  start: Date,
): Clock & { set(to: Date): void; advance(milliseconds: number): void } {
  let current = start.getTime();
  return {
    now: () => new Date(current),
    set: (to) => {
      current = to.getTime();
    },
    advance: (milliseconds) => {
      current += milliseconds;
    },
  };
}

/** 0 to 23, as clocks show it there. */
export function hourIn(zone: string, at: Date): number {
  return Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(at),
  );
}

const firstHour = 10;
const lastHour = 20;

/** When people there may be written to about what can wait until the day. */
export function isDecentHour(zone: string, at: Date): boolean {
  const hour = hourIn(zone, at);
  return hour >= firstHour && hour < lastHour;
}
