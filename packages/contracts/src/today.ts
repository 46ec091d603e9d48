/** The admin's home: today's figures against the same span before, from real rows. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { instant, slug } from './primitives.ts';
import { purchaseRow } from './purchases.ts';

/** `series` has one number a day, oldest first, for a sparkline. */
const figure = z.object({
  value: z.number(),
  previous: z.number(),
  series: z.array(z.number()),
});

export const today = z.object({
  at: instant,
  /** The period: today so far against yesterday until the same time, 7 or 30 days against those before. */
  period: z.enum(['today', '7d', '30d']),
  revenueMinor: figure,
  purchases: figure,
  averageReceiptMinor: figure,
  newMembers: figure,
  earnedPoints: figure,
  redeemedPoints: figure,
  /** Buyers with a second purchase, of all buyers in the period, in percent. */
  repeatPercent: figure,
  members: z.number().int(),
  outstandingPoints: z.number().int(),
  /** What the outstanding points would cost if all were spent. */
  liabilityMinor: z.number().int(),
  expiringSoonPoints: z.number().int(),
  latest: z.array(purchaseRow),
  /** First steps of a new brand that are still open. */
  checklist: z.array(
    z.object({
      name: z.enum(['bot', 'programme', 'look', 'api_key', 'first_member', 'first_purchase', 'team']),
      done: z.boolean(),
    }),
  ),
});
export type Today = z.infer<typeof today>;

export const getToday = defineRoute('getToday', {
  access: { kind: 'staff', permission: 'today.read' },
  summary: 'Figures of the period, the latest purchases and open first steps.',
  params: z.object({ slug }),
  query: z.strictObject({
    period: z.enum(['today', '7d', '30d']).default('today'),
  }),
  response: today,
  success: 200,
  errors: ['validation_failed'],
});
