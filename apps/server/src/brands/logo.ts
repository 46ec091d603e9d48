/** The brand's logo: taken from staff, kept as a square picture, shown to everyone. */
import { join } from 'node:path';
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { loadFile, newPictureName, saveFile, squarePicture } from '../platform/files.ts';
import { Refusal } from '../platform/refusal.ts';
import { fileUrl } from './public.ts';

const sidePixels = 512;

/** Answers the address of the new logo; pictures of before stay where they were, for pages that still show them. */
export async function saveLogo(
  deps: Deps,
  caller: BrandStaffCaller,
  upload: Buffer,
): Promise<{ logoUrl: string }> {
  const brandId = caller.brand.id;
  const picture = await squarePicture(upload, sidePixels);
  const name = newPictureName(deps.random);
  await saveFile(folderOf(deps, brandId), name, picture.bytes);
  await deps.db.prisma.$transaction(async (tx) => {
    await tx.storedFile.create({
      data: {
        brandId,
        name,
        kind: 'logo',
        bytes: picture.bytes.length,
        width: picture.width,
        height: picture.height,
      },
    });
    const brand = await tx.brand.update({ where: { id: brandId }, data: { logoFile: name } });
    await audit(tx, deps.random, {
      brandId,
      actor: actorOf(caller),
      action: 'logo.uploaded',
      target: { kind: 'brand', id: brandId, name: brand.name },
      changes: [],
    });
  });
  return { logoUrl: fileUrl(brandId, name) };
}

/** Refuses `file_not_found`. */
export async function loadPicture(deps: Deps, file: { brandId: string; name: string }): Promise<Buffer> {
  const { brandId, name } = file;
  const row = await deps.db.prisma.storedFile.findUnique({ where: { brandId_name: { brandId, name } } });
  const bytes = row === null ? null : await loadFile(folderOf(deps, brandId), name);
  if (bytes === null) throw new Refusal('file_not_found');
  return bytes;
}

function folderOf(deps: Deps, brandId: string): string {
  return join(deps.config.filesDir, brandId);
}
