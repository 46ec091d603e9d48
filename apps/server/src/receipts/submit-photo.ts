/** A photo becomes a receipt: read, kept in the private folder, and submitted; gone again if it is refused. */
import type { Language, MyReceipt } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { type Kept, once, type Repeat } from '../platform/idempotency.ts';
import { removeReceiptPictures, saveReceiptPicture } from './pictures.ts';
import { readReceiptPicture } from './receipt.picture.ts';
import { receiptOf, type Submission, submitReceipt } from './receipts.ts';
import { showMyReceipt } from './show.ts';

export interface SentPhoto {
  submission: Omit<Submission, 'receipt' | 'picture'>;
  repeat: Repeat;
  language: Language;
}

/** Refuses as `submitReceipt` does, and `file_invalid` for what is no picture. */
export async function submitPhoto(
  deps: Deps,
  upload: Buffer,
  { submission, repeat, language }: SentPhoto,
): Promise<Kept<MyReceipt>> {
  const { brandId } = submission;
  const { bytes, hash, code } = await readReceiptPicture(upload);
  const receipt = code && receiptOf(code);
  const file = await saveReceiptPicture(deps, brandId, bytes);
  try {
    const kept = await once(deps.db.prisma, repeat, async (tx) => {
      const row = await submitReceipt(tx, deps, { ...submission, receipt, picture: { file, hash } });
      return { status: 201, body: await showMyReceipt(tx, row, language) };
    });
    if (kept.isReplay) await removeReceiptPictures(deps, brandId, [file]);
    return kept;
  } catch (error) {
    await removeReceiptPictures(deps, brandId, [file]);
    throw error;
  }
}
