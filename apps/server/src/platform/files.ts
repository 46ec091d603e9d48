/** Takes pictures from people and gives them out: judged by their bytes, always re-encoded, under names of our own. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import sharp from 'sharp';
import type { Random } from './random.ts';
import { toRefusal } from './problem.ts';
import { Refusal } from './refusal.ts';

const uploadLimitBytes = 5 * 1_024 * 1_024;
const maxPixels = 24_000_000;
const nameBytes = 24;

/** Uploads are read by the handler of a route whose contract says `takesFile`. */
export async function acceptUploads(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: uploadLimitBytes, files: 1, fields: 4, fieldSize: 1_024, parts: 5, headerPairs: 50 },
  });
}

/** The bytes of the field `file`. Refuses `file_invalid` without one and `file_too_large` over 5 MB. */
export async function readUpload(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw new Refusal('media_type_unsupported');
  try {
    const part = await request.file();
    if (part?.fieldname === 'file') return await part.toBuffer();
  } catch (error) {
    if (toRefusal(error).code === 'file_too_large') throw error;
    // A form that breaks off or has no boundary: the parser's errors have no code of their own.
  }
  throw new Refusal('file_invalid');
}

/** The field `file` as it comes in, for files too large to be held. `isCut` tells at its end whether it was over the limit. */
export async function openUpload(
  request: FastifyRequest,
  limitBytes: number,
): Promise<{ stream: AsyncIterable<Buffer>; name: string; isCut: () => boolean }> {
  if (!request.isMultipart()) throw new Refusal('media_type_unsupported');
  const part = await request.file({ limits: { fileSize: limitBytes } }).catch(() => undefined);
  if (part?.fieldname !== 'file') throw new Refusal('file_invalid');
  return { stream: part.file, name: part.filename, isCut: () => part.file.truncated };
}

export interface Picture {
  bytes: Buffer;
  width: number;
  height: number;
}

/** A square WebP without metadata. Refuses `file_invalid` for anything but a readable JPEG, PNG or WebP. */
export async function squarePicture(upload: Buffer, sidePixels: number): Promise<Picture> {
  if (!isPicture(upload)) throw new Refusal('file_invalid');
  try {
    const source = sharp(upload, { limitInputPixels: maxPixels, failOn: 'error' });
    const { data, info } = await source
      .rotate()
      // The whole picture is kept: a wide logo gets clear space above and below.
      .resize(sidePixels, sidePixels, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
      .webp({ quality: 90 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    throw new Refusal('file_invalid');
  }
}

export interface UprightPicture extends Picture {
  /** RGBA, row by row. */
  pixels: Buffer;
}

const maxPhotoPixels = 40_000_000;
const pictureSeconds = 8;

/** The whole picture the right way up, as WebP without metadata and as pixels. Refuses `file_invalid`. */
export async function uprightPicture(
  upload: Buffer,
  { minSidePixels, maxSidePixels }: { minSidePixels: number; maxSidePixels: number },
): Promise<UprightPicture> {
  if (!isPicture(upload)) throw new Refusal('file_invalid');
  try {
    const { data: pixels, info } = await sharp(upload, { limitInputPixels: maxPhotoPixels, failOn: 'error' })
      .timeout({ seconds: pictureSeconds })
      .rotate()
      .resize(maxSidePixels, maxSidePixels, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    if (Math.min(width, height) < minSidePixels) throw new Refusal('file_invalid');
    // Written anew from the pixels alone: nothing else of what was sent goes on.
    const bytes = await sharp(pixels, { raw: { width, height, channels: 4 } })
      .webp({ quality: 80 })
      .toBuffer();
    return { bytes, width, height, pixels };
  } catch {
    throw new Refusal('file_invalid');
  }
}

/** Never guessable and never used twice, so what it names may be kept by browsers for ever. */
export function newPictureName(random: Random): string {
  return `${random.token(nameBytes)}.webp`;
}

/** Written beside and moved into place, so that nobody reads half a file. */
export async function saveFile(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  await writeFile(`${path}.part`, bytes, { mode: 0o600, flag: 'wx' });
  await rename(`${path}.part`, path);
}

/** Null where there is no such file. */
export async function loadFile(folder: string, name: string): Promise<Buffer | null> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Safe to repeat. */
export async function removeFile(folder: string, name: string): Promise<void> {
  await rm(join(folder, name), { force: true });
}

function isPicture(bytes: Buffer): boolean {
  const startsWith = (hex: string, at = 0) =>
    bytes.subarray(at, at + hex.length / 2).equals(Buffer.from(hex, 'hex'));
  const isJpeg = startsWith('ffd8ff');
  const isPng = startsWith('89504e470d0a1a0a');
  const isWebp = startsWith('52494646') && startsWith('57454250', 8);
  return isJpeg || isPng || isWebp;
}
