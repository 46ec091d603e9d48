/** The picture of a level: kept as a square before the level itself is saved with its name. */
import { join } from 'node:path';
import { fileUrl } from '../brands/public.ts';
import type { Deps } from '../deps.ts';
import { newPictureName, saveFile, squarePicture } from '../platform/files.ts';

const sidePixels = 512;

export async function saveTierPicture(
  deps: Deps,
  brandId: string,
  upload: Buffer,
): Promise<{ picture: string; url: string }> {
  const { bytes, width, height } = await squarePicture(upload, sidePixels);
  const name = newPictureName(deps.random);
  await saveFile(join(deps.config.filesDir, brandId), name, bytes);
  await deps.db.prisma.storedFile.create({
    data: { brandId, name, kind: 'tier', bytes: bytes.length, width, height },
  });
  return { picture: name, url: fileUrl(brandId, name) };
}
