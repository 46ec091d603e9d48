/** Keeps pictures that people or Telegram give: always read and written anew, under a name nobody can guess. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Deps } from '../deps.ts';
import { Refusal } from './refusal.ts';

const pixelLimit = 40_000_000;
const webpQuality = 86;

/** A square WebP of that side; answers its name in the brand's folder. Refuses `file_invalid`. */
export async function savePicture(
  deps: Deps,
  picture: { brandId: string; kind: string; bytes: Buffer; sidePixels: number },
): Promise<string> {
  const { brandId, sidePixels } = picture;
  const webp = await square(picture.bytes, sidePixels);
  const name = `${deps.random.token(18)}.webp`;
  const folder = join(deps.config.filesDir, brandId);
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `${name}.draft`);
  await writeFile(draft, webp, { mode: 0o600 });
  await rename(draft, join(folder, name));
  await deps.db.prisma.storedFile.create({
    data: { brandId, name, kind: picture.kind, bytes: webp.length, width: sidePixels, height: sidePixels },
  });
  return name;
}

async function square(bytes: Buffer, side: number): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: pixelLimit })
      .rotate()
      .resize(side, side, { fit: 'cover' })
      .webp({ quality: webpQuality })
      .toBuffer();
  } catch {
    throw new Refusal('file_invalid');
  }
}
