/** An import as it is stored, and what a worker needs to know of it. */
import { type ImportCounts, type ImportMapping, routes } from '@regulars/contracts';
import { z } from 'zod';
import { type Actor, systemActor } from '../audit/audit.ts';
import { staffNames } from '../audit/staff-names.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { programmeInForce } from '../programme/versions.ts';
import type { ImportSetting } from './batch.ts';
import { encodings, type TableForm } from '../platform/csv-in.ts';

type Row = Awaited<ReturnType<Tx['import']['findFirstOrThrow']>>;

export interface StoredImport extends Omit<Row, 'check' | 'result' | 'mapping'> {
  check: ImportCounts | null;
  result: ImportCounts | null;
  mapping: ImportMapping | null;
}

const counts = z.object({
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  failed: z.number(),
  points: z.number(),
});

export function readStored(row: Row): StoredImport {
  return {
    ...row,
    check: counts.nullable().parse(row.check),
    result: counts.nullable().parse(row.result),
    mapping: routes.mapImport.body.nullable().parse(row.mapping),
  };
}

export interface ImportKey {
  brandId: string;
  id: string;
}

/** Refuses `import_not_found`, for one whose file is still coming in too. */
export async function findImport(tx: Tx, key: ImportKey): Promise<StoredImport> {
  const row = await tx.import.findUnique({ where: { brandId_id: key } });
  if (!row || row.state === 'uploading') throw new Refusal('import_not_found');
  return readStored(row);
}

export function tableForm({ encoding, separator }: Pick<Row, 'encoding' | 'separator'>): TableForm {
  return {
    encoding: z.enum(encodings).parse(encoding),
    separator: z.enum([';', ',', '\t']).parse(separator),
  };
}

export async function readSetting(deps: Deps, stored: StoredImport): Promise<ImportSetting> {
  const { prisma } = deps.db;
  const { brandId, mapping } = stored;
  if (!mapping) throw new Error('an import without a mapping is not worked');
  const brand = await prisma.brand.findUniqueOrThrow({ where: { id: brandId } });
  const { settings } = await programmeInForce(prisma, brandId);
  return {
    brandId,
    importId: stored.id,
    mapping,
    actor: await actorOfImport(prisma, stored),
    currency: brand.currency,
    zone: brand.zone,
    language: brand.languages[0] ?? 'ru',
    expiry: settings.expiry,
    now: deps.clock.now(),
  };
}

async function actorOfImport(tx: Tx, { createdBy }: StoredImport): Promise<Actor> {
  if (createdBy === null) return systemActor;
  const name = (await staffNames(tx, [createdBy])).get(createdBy);
  return { kind: 'staff', id: createdBy, name: name ?? '' };
}
