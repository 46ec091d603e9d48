/** What happens to receipts by itself: a service is asked, and pictures that have had their days are removed. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { retrySerialization, type Tx } from '../platform/db.ts';
import { defineJob, type Schedule } from '../platform/jobs.ts';
import { holdSurvivor } from '../customers/survivor.ts';
import { type CheckerAnswer, receiptCheckers } from './checker.ts';
import { payReceipt, type ReceiptKey, type ReceiptRow, refuseReceipt } from './decide.ts';
import { removeReceiptPictures, removeStrayPictures } from './pictures.ts';
import { findRegister, isOwnTaxpayer } from './registers.ts';
import { checkerInForce, readReceiptSettings } from './settings.ts';

const checkMilliseconds = 15_000;
const dayMilliseconds = 86_400_000;
const removedAtOnce = 500;

/** Always comes to an end: what a service cannot tell in time, staff will. */
export const checkReceiptJob = defineJob({
  name: 'receipts.check',
  payload: z.object({ brandId: z.uuid(), receiptId: z.uuid() }),
  async run(deps, { brandId, receiptId }) {
    const key = { brandId, id: receiptId };
    const row = await deps.db.prisma.receipt.findUnique({ where: { brandId_id: key } });
    if (row?.state !== 'checking') return;
    const answer = await askChecker(deps, row);
    await retrySerialization(() => deps.db.prisma.$transaction((tx) => applyAnswer(tx, deps, key, answer)));
    deps.live.publish(brandId, row.customerId);
  },
});

export const removeReceiptPicturesJob = defineJob({
  name: 'receipts.remove-pictures',
  payload: z.object({ brandId: z.uuid() }),
  async run(deps, { brandId }) {
    const { pictureDays } = await readReceiptSettings(deps.db.prisma, brandId);
    const decidedBefore = new Date(deps.clock.now().getTime() - pictureDays * dayMilliseconds);
    for (;;) {
      const rows = await deps.db.prisma.receipt.findMany({
        where: { brandId, pictureFile: { not: null }, decidedAt: { lt: decidedBefore } },
        select: { id: true, pictureFile: true },
        take: removedAtOnce,
      });
      await deps.db.prisma.receipt.updateMany({
        where: { brandId, id: { in: rows.map(({ id }) => id) } },
        data: { pictureFile: null },
      });
      await removeReceiptPictures(
        deps,
        brandId,
        rows.flatMap(({ pictureFile }) => pictureFile ?? []),
      );
      if (rows.length < removedAtOnce) break;
    }
    await removeStrayPictures(deps, brandId);
  },
});

export const receiptJobs = [checkReceiptJob, removeReceiptPicturesJob] as const;

export const receiptSchedules: readonly Schedule[] = [
  { cron: '40 3 * * *', job: removeReceiptPicturesJob, runsFor: 'eachBrand' },
];

async function askChecker(deps: Deps, row: ReceiptRow): Promise<CheckerAnswer> {
  const name = checkerInForce(deps, await readReceiptSettings(deps.db.prisma, row.brandId));
  const { fiscalDrive, documentNumber, fiscalSign, totalMinor, purchasedAt } = row;
  if (name === null || !fiscalDrive || !documentNumber || !fiscalSign || !purchasedAt)
    return { kind: 'unknown' };
  const code = { fiscalDrive, documentNumber, fiscalSign };
  try {
    const signal = AbortSignal.timeout(checkMilliseconds);
    return await Promise.race([
      receiptCheckers[name].check({ ...code, totalMinor: Number(totalMinor), purchasedAt }, signal),
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    ]);
  } catch (error) {
    deps.log.warn({ err: error, brandId: row.brandId, checker: name }, 'a checking service did not answer');
    return { kind: 'unknown' };
  }
}

async function applyAnswer(tx: Tx, deps: Deps, key: ReceiptKey, answer: CheckerAnswer): Promise<void> {
  const before = await tx.receipt.findUnique({ where: { brandId_id: key } });
  if (!before) return;
  await holdSurvivor(tx, key.brandId, before.customerId);
  const row = await tx.receipt.findUnique({ where: { brandId_id: key } });
  if (row?.state !== 'checking') return;
  const by = null;
  if (answer.kind === 'forged') {
    await refuseReceipt(tx, deps, row, { by, refusal: 'not_genuine', note: null });
    return;
  }
  if (answer.kind === 'unknown') return toStaff(tx, row, 'checker_unsure');
  const settings = await readReceiptSettings(tx, key.brandId);
  const register = await findRegister(tx, key.brandId, settings, row.fiscalDrive ?? '');
  const { taxpayer } = answer;
  const isOurs =
    register !== null || (taxpayer !== null && (await isOwnTaxpayer(tx, key.brandId, settings, taxpayer)));
  if (isOurs) {
    await payReceipt(tx, deps, row, { by, shopId: register?.shopId ?? null });
  } else if (settings.unknownRegister === 'refuse') {
    await refuseReceipt(tx, deps, row, { by, refusal: 'other_shop', note: null });
  } else await toStaff(tx, row, 'unknown_register');
}

async function toStaff(tx: Tx, { brandId, id }: ReceiptRow, doubt: string): Promise<void> {
  await tx.receipt.updateMany({
    where: { brandId, id, state: 'checking' },
    data: { state: 'waiting', doubt },
  });
}
