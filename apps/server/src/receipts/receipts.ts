/** A receipt comes in: what can be known at once refuses or pays it, everything else waits for a service or staff. */
import type { ReceiptChannel, ReceiptDoubt, ReceiptSettings } from '@regulars/contracts';
import { holdSurvivor } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { dateOfDay, localMoment } from '../earning/facts.ts';
import { startOfDate } from '../earning/lifetime.ts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import { addJob } from '../platform/jobs.ts';
import { Refusal } from '../platform/refusal.ts';
import { payReceipt, type ReceiptRow } from './decide.ts';
import {
  instantOf,
  judgeTime,
  type ParsedReceipt,
  type ReceiptCode,
  type ReceiptProblem,
  type ReceiptReading,
} from './receipt.rules.ts';
import { checkReceiptJob } from './receipts.jobs.ts';
import { findRegister } from './registers.ts';
import { checkerInForce, readReceiptSettings } from './settings.ts';

export interface Submission {
  brandId: string;
  customerId: string;
  channel: ReceiptChannel;
  /** Null where a photo shows no code. */
  receipt: ParsedReceipt | null;
  picture: { file: string; hash: string } | null;
}

/** Refuses what the text is instead of a receipt. */
export function receiptOf(reading: ReceiptReading): ParsedReceipt {
  if (reading.kind === 'receipt') return reading.receipt;
  throw new Refusal(refusalOfProblem[reading.problem]);
}

const refusalOfProblem = {
  not_fiscal: 'receipt_not_fiscal',
  malformed: 'receipt_malformed',
  not_a_sale: 'receipt_not_a_sale',
} as const satisfies Record<ReceiptProblem, string>;

/**
 * In the caller's transaction. Refuses `receipts_off`, `receipt_limit_reached`, `receipt_code_unreadable`,
 * `receipt_in_future`, `receipt_too_old`, `receipt_already_counted`, `receipt_paid_at_till`, `receipt_other_shop`.
 */
export async function submitReceipt(tx: Tx, deps: Deps, submission: Submission): Promise<ReceiptRow> {
  try {
    return await submit(tx, deps, submission);
  } catch (error) {
    // Somebody sent the same one at this very moment, and was first.
    throw isUniqueViolation(error) ? new Refusal('receipt_already_counted') : error;
  }
}

async function submit(tx: Tx, deps: Deps, submission: Submission): Promise<ReceiptRow> {
  const { brandId, receipt } = submission;
  const now = deps.clock.now();
  const settings = await readReceiptSettings(tx, brandId);
  if (!settings.isEnabled) throw new Refusal('receipts_off');
  // Holding the person makes their receipts of today countable: two at once wait for each other.
  const customerId = await holdSurvivor(tx, brandId, submission.customerId);
  const { zone } = await tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const left = await receiptsLeftToday(tx, { brandId, customerId, zone, now }, settings);
  if (left === 0) throw new Refusal('receipt_limit_reached', { values: { limit: settings.perPersonPerDay } });
  const coming: Coming = { ...submission, customerId, settings, zone, now };
  return receipt ? takeReceipt(tx, deps, coming, receipt) : takePlainPhoto(tx, deps, coming);
}

/** How many more this person may send on this day of the brand's. */
export async function receiptsLeftToday(
  tx: Tx,
  { brandId, customerId, zone, now }: { brandId: string; customerId: string; zone: string; now: Date },
  { perPersonPerDay }: ReceiptSettings,
): Promise<number> {
  const today = startOfDate(dateOfDay(localMoment(now, zone).day), zone);
  const sent = await tx.receipt.count({ where: { brandId, customerId, sentAt: { gte: today } } });
  return Math.max(0, perPersonPerDay - sent);
}

interface Coming extends Submission {
  settings: ReceiptSettings;
  zone: string;
  now: Date;
}

function takePlainPhoto(tx: Tx, deps: Deps, coming: Coming): Promise<ReceiptRow> {
  if (!coming.settings.takesPlainPhotos) throw new Refusal('receipt_code_unreadable');
  return writeReceipt(tx, deps, coming, {
    state: 'waiting',
    doubt: 'no_code',
    pictureHash: coming.picture?.hash,
  });
}

async function takeReceipt(tx: Tx, deps: Deps, coming: Coming, receipt: ParsedReceipt): Promise<ReceiptRow> {
  const { brandId, settings, now } = coming;
  const register = await findRegister(tx, brandId, settings, receipt.fiscalDrive);
  const zone = register?.zone ?? coming.zone;
  const purchasedAt = instantOf(receipt.localTime, zone);
  refuseTime(purchasedAt, { now, zone, windowDays: settings.windowDays });
  const code = codeOf(receipt);
  const counted = await tx.receipt.findFirst({ where: { brandId, ...code, state: { not: 'refused' } } });
  if (counted) throw new Refusal('receipt_already_counted');
  const doubt = await findDoubt(tx, coming, { ...receipt, purchasedAt });
  const checker = checkerInForce(deps, settings);
  const way = wayOf(settings, { isKnown: register !== null, doubt, hasChecker: checker !== null });
  const row = await writeReceipt(tx, deps, coming, {
    ...code,
    totalMinor: receipt.totalMinor,
    purchasedAt,
    ...way,
  });
  if (way.state === 'checking') await addJob(tx, checkReceiptJob, { brandId, receiptId: row.id });
  if (way.doubt !== 'none') return row;
  return payReceipt(tx, deps, row, { by: null, shopId: register?.shopId ?? null, isSeen: true });
}

interface Way {
  state: 'waiting' | 'checking';
  /** `none` is paid at once. */
  doubt: ReceiptDoubt | 'none' | null;
}

/** Refuses `receipt_other_shop`. */
export function wayOf(
  settings: ReceiptSettings,
  facts: { isKnown: boolean; doubt: ReceiptDoubt | null; hasChecker: boolean },
): Way {
  const { isKnown, doubt, hasChecker } = facts;
  if (!isKnown && !hasChecker && settings.unknownRegister === 'refuse')
    throw new Refusal('receipt_other_shop');
  if (doubt) return { state: 'waiting', doubt };
  if (isKnown && settings.paysKnownAtOnce) return { state: 'waiting', doubt: 'none' };
  if (hasChecker) return { state: 'checking', doubt: null };
  return { state: 'waiting', doubt: isKnown ? 'all_reviewed' : 'unknown_register' };
}

function refuseTime(purchasedAt: Date, terms: { now: Date; zone: string; windowDays: number }): void {
  const problem = judgeTime(purchasedAt, terms);
  if (problem === 'in_future') throw new Refusal('receipt_in_future');
  if (problem === 'too_old') throw new Refusal('receipt_too_old', { values: { days: terms.windowDays } });
}

/** What staff should look at although the receipt itself is in order. Refuses `receipt_paid_at_till`. */
async function findDoubt(
  tx: Tx,
  { brandId, customerId, settings }: Coming,
  receipt: ParsedReceipt & { purchasedAt: Date },
): Promise<ReceiptDoubt | null> {
  const { fiscalDrive, documentNumber, fiscalSign } = receipt;
  const buyers = await buyersOf(tx, brandId, settings, receipt);
  if (buyers.includes(customerId)) throw new Refusal('receipt_paid_at_till');
  const twins = await tx.receipt.findMany({
    where: { brandId, fiscalDrive, documentNumber },
    select: { fiscalSign: true },
  });
  // A register gives each number once: of two signs one is forged.
  if (twins.some((twin) => twin.fiscalSign !== fiscalSign)) return 'same_number';
  if (twins.length > 0) return 'refused_before';
  if (buyers.length > 0) return 'purchase_of_another';
  const limit = settings.paysAtOnceUpToMinor;
  return limit !== null && receipt.totalMinor > limit ? 'large_sum' : null;
}

const mostBuyers = 20;

/** Whose purchases, as the till told of them, have this sum and this moment. */
async function buyersOf(
  tx: Tx,
  brandId: string,
  { matchMinutes }: ReceiptSettings,
  { totalMinor, purchasedAt }: { totalMinor: number; purchasedAt: Date },
): Promise<string[]> {
  if (matchMinutes === null) return [];
  const around = matchMinutes * 60_000;
  const rows = await tx.purchase.findMany({
    where: {
      brandId,
      occurredAt: {
        gte: new Date(purchasedAt.getTime() - around),
        lte: new Date(purchasedAt.getTime() + around),
      },
      // Where points were spent, the register printed the bill or what was left of it.
      OR: [{ totalMinor }, { paidMinor: totalMinor }],
    },
    select: { customerId: true },
    take: mostBuyers,
  });
  return rows.map((row) => row.customerId);
}

function codeOf({ fiscalDrive, documentNumber, fiscalSign }: ReceiptCode): ReceiptCode {
  return { fiscalDrive, documentNumber, fiscalSign };
}

function writeReceipt(
  tx: Tx,
  deps: Deps,
  { brandId, customerId, channel, picture, now }: Coming,
  fields: Partial<ReceiptCode> &
    Way & { totalMinor?: number; purchasedAt?: Date; pictureHash?: string | undefined },
): Promise<ReceiptRow> {
  const { doubt, ...rest } = fields;
  return tx.receipt.create({
    data: {
      brandId,
      id: deps.random.id(),
      customerId,
      channel,
      pictureFile: picture?.file ?? null,
      sentAt: now,
      ...rest,
      pictureHash: fields.pictureHash ?? null,
      doubt: doubt === 'none' ? null : doubt,
    },
  });
}
