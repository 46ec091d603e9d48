/** Points as people and programs read them: wallet, entries, adjustments. */
import { z } from 'zod';
import { id, instant, pageOf, points } from './primitives.ts';
import { shopName } from './shops.ts';

export const wallet = z.object({
  /** Points that can be spent now; negative only where the brand lets a debt stand. */
  available: z.number().int(),
  /** Points that wait for their activation. */
  pending: z.number().int(),
});
export type Wallet = z.infer<typeof wallet>;

/** The wallet as it stands, with what open holds have reserved: no longer in `available`, not yet spent. */
export const customerWallet = wallet.extend({ held: z.number().int() });

export const entryKinds = [
  /** Points given for a purchase (or later any rule). */
  'accrual',
  /** Points given on joining. */
  'welcome',
  /** Points taken for part-payment. */
  'redemption',
  /** Accrual taken back because of a refund. */
  'reversal',
  /** Spent points given back because of a refund. */
  'redemption_return',
  /** Points spent on a reward. */
  'reward',
  /** The same given back, because its coupon was cancelled. */
  'reward_return',
  /** Pending points became available. */
  'activation',
  /** Points whose time ran out. */
  'expiry',
  /** Moved by hand, with a reason. */
  'adjustment',
  /** Moved here by an import of balances. */
  'import',
  /** All that a record had, when it became one with another record of the same person. */
  'merge_out',
  /** The same points, at the record that goes on. */
  'merge_in',
] as const;
export const entryKind = z.enum(entryKinds);
export type EntryKind = z.infer<typeof entryKind>;

export const entry = z.object({
  id,
  kind: entryKind,
  /** Signed change: for an activation the points that became available. */
  points: z.number().int(),
  /** True while these points wait for activation. */
  pending: z.boolean(),
  /** Available points after this movement. */
  availableAfter: z.number().int(),
  purchaseId: id.nullable(),
  reason: z.string().nullable(),
  /** The movement in plain words, in the reader's language. */
  explanation: z.string(),
  activeFrom: instant.nullable(),
  expiresAt: instant.nullable(),
  createdAt: instant,
});
export type Entry = z.infer<typeof entry>;
export const exampleEntry: Entry = {
  id: '01981f30-11d3-70b6-9d0c-0c5b1f0a7e21',
  kind: 'accrual',
  points: 17,
  pending: false,
  availableAfter: 162,
  purchaseId: '01981f30-11d2-7a44-8a4f-6f2f1d0f3c55',
  reason: null,
  explanation: 'Points for a purchase of ₽450',
  activeFrom: '2026-03-12T09:30:00.000Z',
  expiresAt: '2027-03-12T21:00:00.000Z',
  createdAt: '2026-03-12T09:30:00.000Z',
};
/** In a history: also where it happened, if it came of a purchase in a shop. */
const historyEntry = entry.extend({ shop: shopName.nullable() });
export type HistoryEntry = z.infer<typeof historyEntry>;
export const entryPage = pageOf(historyEntry);

/** Plus gives, minus takes; zero is refused. Answers the entry and the wallet after it. */
export const adjustmentBody = z.strictObject({
  points: z
    .int()
    .min(-1_000_000_000_000)
    .max(1_000_000_000_000)
    .refine((value) => value !== 0, 'must not be zero'),
  reason: z.string().trim().min(1).max(300),
});
export const adjustmentResult = z.object({ entry, wallet });

/** The points that expire next, and when. */
export const nextExpiry = z.object({
  points,
  expiresAt: instant,
  /** True where they lapse for want of a purchase: one before then gives them more time. */
  isByInactivity: z.boolean(),
});
export type NextExpiry = z.infer<typeof nextExpiry>;

/** The points that become spendable next; `expiresAt` is when their waiting ends. */
export const nextActivation = z.object({ points, expiresAt: instant });
export type NextActivation = z.infer<typeof nextActivation>;
