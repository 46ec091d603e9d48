/** Where photos of receipts lie: a private folder of each brand, which no address leads to but the review's. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import { loadFile, newPictureName, removeFile, saveFile } from '../platform/files.ts';

/** Written before its row: younger files may still get one. */
const strayMilliseconds = 3_600_000;

export async function saveReceiptPicture(deps: Deps, brandId: string, bytes: Buffer): Promise<string> {
  const name = newPictureName(deps.random);
  await saveFile(folderOf(deps, brandId), name, bytes);
  return name;
}

/** Null where there is none any more. */
export function loadReceiptPicture(deps: Deps, brandId: string, name: string): Promise<Buffer | null> {
  return loadFile(folderOf(deps, brandId), name);
}

/** After their rows have let go of them. */
export async function removeReceiptPictures(
  deps: Deps,
  brandId: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) await removeFile(folderOf(deps, brandId), name);
}

/** Files that a broken-off submission or erasure has left without a row. */
export async function removeStrayPictures(deps: Deps, brandId: string): Promise<void> {
  const folder = folderOf(deps, brandId);
  const names = await readdir(folder).catch(() => []);
  const rows = await deps.db.prisma.receipt.findMany({
    where: { brandId, pictureFile: { not: null } },
    select: { pictureFile: true },
  });
  const kept = new Set(rows.map((row) => row.pictureFile));
  for (const name of names) {
    if (kept.has(name)) continue;
    const file = await stat(join(folder, name)).catch(() => null);
    if (file && Date.now() - file.mtimeMs > strayMilliseconds) await removeFile(folder, name);
  }
}

function folderOf(deps: Deps, brandId: string): string {
  return join(deps.config.filesDir, brandId, 'receipts');
}
