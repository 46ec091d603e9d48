/** Uploaded files lie in the database in encrypted pieces: any worker reads them, and none stays on a disk. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Deps } from '../deps.ts';
import type { Secrets } from '../platform/secrets.ts';

const pieceBytes = 512 * 1_024;
const ivBytes = 12;
const tagBytes = 16;

export interface FileKey {
  brandId: string;
  importId: string;
}

/** Stores what comes, piece by piece, never more than one in memory. Answers the bytes. */
export async function storeFile(deps: Deps, key: FileKey, source: AsyncIterable<Buffer>): Promise<number> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let position = 0;
  let bytes = 0;
  const flush = async () => {
    const plain = Buffer.concat(held, heldBytes);
    held = [];
    heldBytes = 0;
    const sealed = new Uint8Array(seal(deps.secrets, key, position, plain));
    await deps.db.prisma.importChunk.create({ data: { ...key, position, sealed } });
    position += 1;
  };
  for await (const part of source) {
    held.push(part);
    heldBytes += part.length;
    bytes += part.length;
    if (heldBytes >= pieceBytes) await flush();
  }
  if (heldBytes > 0) await flush();
  return bytes;
}

/** The file as it came, one piece at a time; nothing once it was deleted. */
export async function* readFile(deps: Deps, key: FileKey): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const piece = await deps.db.prisma.importChunk.findUnique({
      where: { brandId_importId_position: { ...key, position } },
    });
    if (!piece) return;
    yield unseal(deps.secrets, key, position, Buffer.from(piece.sealed));
  }
}

function seal(secrets: Secrets, key: FileKey, position: number, plain: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', secrets.derive('import-file'), iv);
  cipher.setAAD(place(key, position));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

function unseal(secrets: Secrets, key: FileKey, position: number, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(
    'aes-256-gcm',
    secrets.derive('import-file'),
    sealed.subarray(0, ivBytes),
  );
  decipher.setAAD(place(key, position));
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
}

/** A piece opens only where it was put. */
function place({ brandId, importId }: FileKey, position: number): Buffer {
  return Buffer.from(`${brandId} ${importId} ${position}`);
}
