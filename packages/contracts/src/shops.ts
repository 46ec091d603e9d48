/** Shops of a brand: where they are, when they are open, and by what their receipts are known. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { calendarDate, id, instant, phone, slug, timeOfDay } from './primitives.ts';

/** A list that staff read whole; a chain with more is several brands. */
export const shopLimit = 500;

const bySlug = z.object({ slug });
const bySlugAndId = z.object({ slug, id });

/**
 * Open from the minute `from` up to, not including, `until`; into the next day when `until` is not later. The same
 * time twice is round the clock. 1 is Monday, 7 is Sunday; times are of the brand's zone.
 */
export const openingInterval = z.strictObject({
  weekday: z.int().min(1).max(7),
  from: timeOfDay,
  until: timeOfDay,
});
export type OpeningInterval = z.infer<typeof openingInterval>;

/** Degrees of WGS 84, as every map has them. */
const place = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export type ShopPlace = z.infer<typeof place>;

export const shopBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    address: z.string().trim().max(300).default(''),
    phone: phone.nullable().default(null),
    place: place.nullable().default(null),
    /** Empty: nobody has told; a weekday without an interval is a day off. */
    hours: z.array(openingInterval).max(70).default([]),
    /** Holidays and the like: closed whatever the week says. */
    closedDates: z.array(calendarDate).max(100).default([]),
    /** Numbers of fiscal drives (fn); in one shop of the brand only. */
    fiscalNumbers: z
      .array(z.string().regex(/^\d{16}$/, 'sixteen digits'))
      .max(50)
      .default([]),
    /** INN of those who run the shop; several shops may share one. */
    taxNumbers: z
      .array(z.string().regex(/^(?:\d{10}|\d{12})$/, 'ten or twelve digits'))
      .max(20)
      .default([]),
  })
  .refine(({ hours }) => !overlap(hours), { message: 'hours of one day overlap', path: ['hours'] });
export type ShopBody = z.infer<typeof shopBody>;

export const shop = z.object({
  id,
  name: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  place: place.nullable(),
  hours: z.array(openingInterval),
  closedDates: z.array(calendarDate),
  fiscalNumbers: z.array(z.string()),
  taxNumbers: z.array(z.string()),
  /** Archived shops keep their past and are offered nowhere. */
  isArchived: z.boolean(),
  createdAt: instant,
  /** Whether the one who asks works here: rings up, refunds and sees its purchases. */
  isMine: z.boolean(),
});
export type Shop = z.infer<typeof shop>;

/** How a shop is named where it is mentioned. */
export const shopName = z.object({ id, name: z.string() });
export type ShopName = z.infer<typeof shopName>;

/**
 * As of now in the brand's zone. `until` is null round the clock. `opens` is null when no day of the coming week is
 * a working day; `inDays` 0 is today.
 */
const openingNow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('untold') }),
  z.object({ kind: z.literal('open'), until: z.string().nullable() }),
  z.object({
    kind: z.literal('closed'),
    opens: z.object({ weekday: z.number().int(), inDays: z.number().int(), at: z.string() }).nullable(),
  }),
]);
export type OpeningNow = z.infer<typeof openingNow>;

const publicShop = shop
  .pick({ id: true, name: true, address: true, phone: true, place: true, hours: true })
  .extend({ now: openingNow });
export type PublicShop = z.infer<typeof publicShop>;

export const listPublicShops = defineRoute('listPublicShops', {
  access: { kind: 'customer', member: false },
  summary: 'Shops where the programme works, with their hours as of now.',
  params: bySlug,
  response: z.object({ items: z.array(publicShop), weekday: z.number().int() }),
  success: 200,
  errors: ['session_invalid'],
});

export const listShops = defineRoute('listShops', {
  access: { kind: 'staff', permission: 'shops.read' },
  summary: 'All shops of the brand, archived ones last.',
  params: bySlug,
  response: z.object({ items: z.array(shop) }),
  success: 200,
  errors: [],
});

export const createShop = defineRoute('createShop', {
  access: { kind: 'staff', permission: 'shops.write' },
  summary: 'Adds a shop.',
  params: bySlug,
  body: shopBody,
  response: shop,
  success: 201,
  errors: ['validation_failed', 'too_many_shops'],
});

export const saveShop = defineRoute('saveShop', {
  access: { kind: 'staff', permission: 'shops.write' },
  summary: 'Changes a shop.',
  params: bySlugAndId,
  body: shopBody,
  response: shop,
  success: 200,
  errors: ['validation_failed', 'shop_not_found'],
});

export const setShopState = defineRoute('setShopState', {
  access: { kind: 'staff', permission: 'shops.write' },
  summary: 'Archives a shop or brings it back; what happened there stays.',
  params: bySlugAndId,
  body: z.strictObject({ isArchived: z.boolean() }),
  response: shop,
  success: 200,
  errors: ['validation_failed', 'shop_not_found'],
});

/** Within one day; where a night reaches into the next morning, the two are joined and harm nobody. */
function overlap(hours: readonly OpeningInterval[]): boolean {
  return hours.some((one, index) =>
    hours
      .slice(index + 1)
      .some((other) => other.weekday === one.weekday && one.from < end(other) && other.from < end(one)),
  );
}

function end({ from, until }: OpeningInterval): string {
  return until > from ? until : '24:00';
}
