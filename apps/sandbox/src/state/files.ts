// The bytes of photos and documents; the same bytes are kept once, and each bot sees them under its own file_id.
import { createHash } from 'node:crypto';
import { readImageInfo } from './image-size.ts';
import type { FileRecord } from './types.ts';

const MAX_FILES = 2000;

export interface NewFile {
  data: Buffer;
  fileName: string | null;
  contentType: string;
  folder: 'photos' | 'documents';
}

export class Files {
  readonly #byUniqueId = new Map<string, FileRecord>();
  #nextNumber = 0;

  save(input: NewFile): FileRecord {
    const digest = createHash('sha256')
      .update(input.data)
      .update(input.folder)
      .update(input.fileName ?? '');
    const uniqueId = digest.digest('base64url').slice(0, 16);
    const known = this.#byUniqueId.get(uniqueId);
    if (known) return known;
    const image = readImageInfo(input.data);
    const file: FileRecord = {
      uniqueId,
      path: `${input.folder}/file_${this.#nextNumber++}${extensionOf(input, image?.extension)}`,
      fileName: input.fileName,
      contentType: image?.contentType ?? input.contentType,
      width: image?.width ?? null,
      height: image?.height ?? null,
      data: input.data,
    };
    this.add(file);
    return file;
  }

  add(file: FileRecord): void {
    this.#byUniqueId.set(file.uniqueId, file);
    this.#nextNumber = Math.max(this.#nextNumber, this.#byUniqueId.size);
    const oldest = this.#byUniqueId.keys().next().value;
    if (this.#byUniqueId.size > MAX_FILES && oldest !== undefined) this.#byUniqueId.delete(oldest);
  }

  find(uniqueId: string): FileRecord | undefined {
    return this.#byUniqueId.get(uniqueId);
  }

  /** A file_id of another bot finds nothing, as in Telegram. */
  findForBot(botId: number, fileId: string): FileRecord | undefined {
    const uniqueId = uniqueIdFrom(fileId);
    if (uniqueId === null || fileIdFor(botId, uniqueId) !== fileId) return undefined;
    return this.find(uniqueId);
  }

  findByPath(path: string): FileRecord | undefined {
    return this.list().find((file) => file.path === path);
  }

  list(): FileRecord[] {
    return [...this.#byUniqueId.values()];
  }

  clear(): void {
    this.#byUniqueId.clear();
  }
}

export function fileIdFor(botId: number, uniqueId: string): string {
  const seal = createHash('sha256').update(`${botId}:${uniqueId}`).digest('base64url').slice(0, 24);
  return `AgACAgI${seal}${uniqueId}`;
}

function uniqueIdFrom(fileId: string): string | null {
  return fileId.length === 47 && fileId.startsWith('AgACAgI') ? fileId.slice(31) : null;
}

function extensionOf(input: NewFile, imageExtension: string | undefined): string {
  const fromName = input.fileName?.match(/\.[A-Za-z0-9]{1,8}$/)?.[0];
  if (input.folder === 'documents' && fromName) return fromName.toLowerCase();
  return imageExtension ? `.${imageExtension}` : '';
}
