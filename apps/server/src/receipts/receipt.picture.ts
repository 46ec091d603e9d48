/** Takes the photo of a receipt: written anew, its code read apart from everything else. */
import { createHash } from 'node:crypto';
import { uprightPicture } from '../platform/files.ts';
import { type CodeReader, createCodeReader } from './read-codes.ts';
import { type ParsedReceipt, parseReceiptCode, type ReceiptProblem } from './receipt.rules.ts';

/** Enough for the small print; a code is read at a size of its own. */
const sides = { minSidePixels: 64, maxSidePixels: 2_000 };

export interface ReceiptPicture {
  /** WebP, made from the pixels. */
  bytes: Buffer;
  /** Of what was sent. */
  hash: string;
  /** Null where no code of a receipt was found. */
  code: { kind: 'receipt'; receipt: ParsedReceipt } | { kind: 'problem'; problem: ReceiptProblem } | null;
}

/** One for the process: threads cost memory, and pictures can wait for each other. */
const reader = createCodeReader();

/** Refuses `file_invalid`, and `temporarily_unavailable` while too many pictures wait. */
export async function readReceiptPicture(
  upload: Buffer,
  codes: CodeReader = reader,
): Promise<ReceiptPicture> {
  const { bytes, pixels, width, height } = await uprightPicture(upload, sides);
  const texts = await codes.read({ data: pixels, width, height });
  const hash = createHash('sha256').update(upload).digest('hex');
  return { bytes, hash, code: chooseCode(texts) };
}

/** Receipts carry other codes too, as of the shop's page: the fiscal one counts, wherever it stands. */
function chooseCode(texts: readonly string[]): ReceiptPicture['code'] {
  const readings = texts.map(parseReceiptCode);
  return (
    readings.find(({ kind }) => kind === 'receipt') ??
    readings.find((reading) => reading.kind === 'problem' && reading.problem !== 'not_fiscal') ??
    null
  );
}
