/** Receipts of the demo's last days: some paid, some waiting for staff, one refused. */
import type { ReceiptSettings } from '@regulars/contracts';
import { zerno } from '@regulars/prisma/seed/zerno';
import type { Deps } from '../deps.ts';
import type { manualClock } from '../platform/clock.ts';
import { demoFiscalSign } from '../receipts/checker.ts';
import { decideByStaff } from '../receipts/decide.ts';
import { firstReceiptSettings, saveReceiptSettings } from '../receipts/settings.ts';
import { submitPhoto } from '../receipts/submit-photo.ts';
import { drawReceipt } from './receipt-picture.ts';
import { ownerOf } from './rules.ts';

const settings: ReceiptSettings = {
  ...firstReceiptSettings,
  isEnabled: true,
  paysKnownAtOnce: true,
  paysAtOnceUpToMinor: 300_000,
};

const ownDrive = zerno.shops[0].fiscalNumbers[0];
const strangeDrive = '7380440700123456';

interface SentReceipt {
  totalMinor: number;
  fiscalDrive: string;
  hoursAgo: number;
  /** Torn off, so that only the sum is left. */
  isTorn?: boolean;
  refused?: boolean;
}

/** The oldest first. */
const sent: readonly SentReceipt[] = [
  { totalMinor: 54_000, fiscalDrive: ownDrive, hoursAgo: 52 },
  { totalMinor: 89_000, fiscalDrive: ownDrive, hoursAgo: 44 },
  { totalMinor: 31_000, fiscalDrive: strangeDrive, hoursAgo: 40, refused: true },
  { totalMinor: 61_000, fiscalDrive: ownDrive, hoursAgo: 27 },
  { totalMinor: 48_000, fiscalDrive: ownDrive, hoursAgo: 20, isTorn: true },
  { totalMinor: 357_000, fiscalDrive: ownDrive, hoursAgo: 9 },
  { totalMinor: 72_500, fiscalDrive: strangeDrive, hoursAgo: 6 },
  { totalMinor: 29_000, fiscalDrive: ownDrive, hoursAgo: 3, isTorn: true },
];

export async function sendReceipts(
  { deps, clock, now }: { deps: Deps; clock: ReturnType<typeof manualClock>; now: Date },
  brandId: string,
): Promise<void> {
  const owner = await ownerOf(deps, brandId);
  await saveReceiptSettings(deps, owner, settings);
  const people = await deps.db.prisma.customer.findMany({
    where: { brandId, joinedAt: { not: null } },
    orderBy: { id: 'asc' },
    take: sent.length,
    select: { id: true },
  });
  for (const [index, { id: customerId }] of people.entries()) {
    const one = sent[index];
    if (!one) break;
    clock.set(new Date(now.getTime() - one.hoursAgo * 3_600_000));
    const text = one.isTorn ? null : codeOf(one, clock.now(), 4_101 + index);
    const kept = await submitPhoto(deps, await drawReceipt(one.totalMinor, text), {
      submission: { brandId, customerId, channel: index % 2 === 0 ? 'photo' : 'bot' },
      repeat: { brandId, caller: 'demo', route: 'demo.receipt', key: `receipt-${index}`, inputHash: '' },
      language: 'ru',
    });
    if (one.refused)
      await decideByStaff(deps, owner, kept.body.id, { kind: 'refuse', refusal: 'other_shop' });
  }
  clock.set(now);
  // The sandbox's service from now on; those above were sent before it.
  if (deps.config.telegram.sandboxUrl)
    await saveReceiptSettings(deps, owner, { ...settings, checker: 'demo' });
}

function codeOf({ totalMinor, fiscalDrive }: SentReceipt, at: Date, number: number): string {
  const documentNumber = String(number);
  const sign = demoFiscalSign({ fiscalDrive, documentNumber, totalMinor });
  const local = new Date(at.getTime() - 40 * 60_000)
    .toLocaleString('sv-SE', { timeZone: zerno.zone })
    .replaceAll(/[-:]/g, '')
    .replace(' ', 'T');
  return `t=${local}&s=${(totalMinor / 100).toFixed(2)}&fn=${fiscalDrive}&i=${documentNumber}&fp=${sign}&n=1`;
}
