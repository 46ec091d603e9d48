/** The small shapes that every contract is made of: ids, instants, points, money, pages. */
import { z } from 'zod';

/** Money and points in one request never exceed this many minor units or points. */
export const maxAmount = 1_000_000_000_000;

const firstInstant = Date.parse('0001-01-01T00:00:00Z');

export const id = z.uuid();
export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'lower-case letters, digits and dashes, 1 to 40');
/** ISO 8601 in UTC, as in 2026-03-12T09:30:00.000Z; offsets are accepted on input. The year 0 is no date to Postgres. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((value) => Date.parse(value) >= firstInstant, 'must be in the year 1 or later');
/** A calendar date without zone, as in 1990-05-17. */
export const calendarDate = z.iso.date();
/** Money in the brand's minor units (kopecks, cents): 1 to 10^12. */
export const amountMinor = z.int().min(1).max(maxAmount);
export const amountMinorOrZero = z.int().min(0).max(maxAmount);
export const points = z.int().min(0).max(maxAmount);
/** Points with a sign: plus for gains, minus for losses. */
export const signedPoints = z.int().min(-maxAmount).max(maxAmount);
/** An id given by the caller's own system. */
export const externalId = z.string().trim().min(1).max(128);
/** What a member's QR holds: a card, which works once. */
export const cardText = z.string().min(1).max(256);
/** The digits under the QR, for when it cannot be read. */
export const cardCode = z.string().regex(/^\d{6}$/, 'six digits');
export const language = z.enum(['ru', 'en']);
export type Language = z.infer<typeof language>;
/** ISO 4217. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'an ISO 4217 code, as in RUB');
/** IANA zone, as in Europe/Moscow. */
export const zone = z.string().min(1).max(64).refine(isZone, 'an IANA time zone, as in Europe/Moscow');
export const hexColor = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour as in #1f7a4d');
/** Of a day in some zone, as in 08:30. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time as in 08:30');
export const phone = z.string().trim().min(5).max(32);
export const email = z.email().max(254);

/** Text in both languages. */
export const localized = z.object({
  ru: z.string().max(20_000),
  en: z.string().max(20_000),
});
export type Localized = z.infer<typeof localized>;

export const pageQuery = z.strictObject({
  cursor: z.string().max(512).optional(),
  // Number() would take '1e1', ' 5' and '0x10' too.
  limit: z.coerce
    .string()
    .regex(/^\d{1,9}$/, 'a whole number in digits')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20)
    .meta({ type: 'integer', minimum: 1, maximum: 100 }),
});

/** A cursor page: `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Of several ways to name the same thing exactly one is wanted. */
export function isOneGiven(ways: readonly unknown[]): boolean {
  return ways.filter((way) => way !== undefined).length === 1;
}

function isZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
