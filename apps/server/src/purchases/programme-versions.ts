/** Programme versions by id. A version never changes once written, so what was read is good for ever. */
import type { Db } from '../platform/db.ts';
import { type ProgrammeInForce, readVersion } from '../programme/versions.ts';

const maxKept = 500;

export type VersionById = (brandId: string, id: string) => Promise<ProgrammeInForce>;

/** Each of these versions by its id; a group of purchases asks for one, or a few where some happened before a change. */
export async function readVersions(
  versionById: VersionById,
  brandId: string,
  ids: Iterable<string>,
): Promise<Map<string, ProgrammeInForce>> {
  const versions = new Map<string, ProgrammeInForce>();
  for (const id of new Set(ids)) versions.set(id, await versionById(brandId, id));
  return versions;
}

export function keepVersions(db: Db): VersionById {
  const kept = new Map<string, ProgrammeInForce>();
  return async (brandId, id) => {
    const key = `${brandId}/${id}`;
    const known = kept.get(key);
    if (known) return known;
    const row = await db.prisma.programmeVersion.findUniqueOrThrow({
      where: { brandId_id: { brandId, id } },
      include: { ruleVersion: true },
    });
    const version = readVersion(row);
    if (kept.size >= maxKept) kept.clear();
    kept.set(key, version);
    return version;
  };
}
