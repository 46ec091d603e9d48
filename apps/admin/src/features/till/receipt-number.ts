/** Number of a receipt that no other system has given: day and time in the brand's zone, and three letters. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ';

/** "T-261124-1058-KQZ"; `random` gives numbers from 0 up to 1. */
export function receiptNumber(now: Date, zone: string, random: () => number, prefix = 'T'): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: '2-digit',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const tail = Array.from({ length: 3 }, () => letters[Math.floor(random() * letters.length)]).join('');
  return `${prefix}-${part('year')}${part('month')}${part('day')}-${part('hour')}${part('minute')}-${tail}`;
}
