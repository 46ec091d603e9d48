// Turns a file parameter (upload, attach://, file_id or address) into a photo or document of a message.
import { request } from 'undici';
import { fileIdFor } from '../state/files.ts';
import type { FileRecord } from '../state/types.ts';
import type { MethodContext, UploadedPart } from './define-method.ts';
import { badRequest, tooLarge } from './errors.ts';
import { isLoopbackHost } from './reply-markup.ts';
import type { MessageContent } from './types.ts';

export type MediaKind = 'photo' | 'document';

const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;
const MAX_FETCHED_BYTES = { photo: 5 * 1024 * 1024, document: 20 * 1024 * 1024 };

/** `field` is the name of the parameter, which is also the name of an uploaded part. */
export async function readMedia(
  context: MethodContext,
  input: { kind: MediaKind; field: string; value: string | undefined },
): Promise<MessageContent> {
  const file = await findFile(context, input);
  return input.kind === 'photo' ? photoContent(context.bot.id, file) : documentContent(context.bot.id, file);
}

export function photoContent(botId: number, file: FileRecord): MessageContent {
  const { width, height } = file;
  if (width === null || height === null) throw badRequest('IMAGE_PROCESS_FAILED');
  const isTooThin = Math.max(width, height) > 20 * Math.min(width, height);
  if (width + height > 10_000 || isTooThin) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  const size = {
    file_id: fileIdFor(botId, file.uniqueId),
    file_unique_id: file.uniqueId,
    width,
    height,
    file_size: file.data.length,
  };
  return { photo: [size] };
}

export function documentContent(botId: number, file: FileRecord): MessageContent {
  const document = {
    file_id: fileIdFor(botId, file.uniqueId),
    file_unique_id: file.uniqueId,
    ...(file.fileName === null ? {} : { file_name: file.fileName }),
    mime_type: file.contentType,
    file_size: file.data.length,
  };
  return { document };
}

async function findFile(
  context: MethodContext,
  input: { kind: MediaKind; field: string; value: string | undefined },
): Promise<FileRecord> {
  const { kind, field, value } = input;
  const partName = value?.startsWith('attach://') ? value.slice(9) : field;
  const part = context.uploads.get(partName);
  if (part) return saveUpload(context, kind, part);
  if (value === undefined || value === '') throw badRequest(`there is no ${kind} in the request`);
  if (value.startsWith('attach://')) throw badRequest('wrong file identifier/HTTP URL specified');
  if (/^https?:\/\//i.test(value)) return saveUpload(context, kind, await fetchFile(kind, value));
  const known = context.world.files.findForBot(context.bot.id, value);
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
  return known;
}

function saveUpload({ world }: MethodContext, kind: MediaKind, part: UploadedPart): FileRecord {
  if (part.data.length === 0) throw badRequest('file must be non-empty');
  if (part.data.length > (kind === 'photo' ? MAX_PHOTO_BYTES : MAX_DOCUMENT_BYTES)) throw tooLarge();
  return world.files.save({
    data: part.data,
    fileName: kind === 'photo' ? null : part.fileName,
    contentType: part.contentType,
    folder: kind === 'photo' ? 'photos' : 'documents',
  });
}

/** Telegram would fetch from anywhere; the sandbox reaches this machine only. */
async function fetchFile(kind: MediaKind, address: string): Promise<UploadedPart> {
  if (!URL.canParse(address)) throw badRequest('wrong HTTP URL specified');
  const url = new URL(address);
  if (!isLoopbackHost(url.hostname)) throw badRequest('failed to get HTTP URL content');
  const response = await request(url, { headersTimeout: 10_000, bodyTimeout: 10_000 }).catch(() => null);
  if (response?.statusCode !== 200) throw badRequest('failed to get HTTP URL content');
  const data = Buffer.from(await response.body.arrayBuffer());
  if (data.length > MAX_FETCHED_BYTES[kind]) throw badRequest('failed to get HTTP URL content');
  const contentType =
    String(response.headers['content-type'] ?? 'application/octet-stream').split(';')[0] ?? '';
  return { data, contentType, fileName: url.pathname.split('/').at(-1) || null };
}
