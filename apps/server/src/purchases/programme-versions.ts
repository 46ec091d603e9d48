/** Programme versions by id. A version never changes once written, so what was read is good for ever. */
import type { Db } from '../platform/db.ts';
import { type ProgrammeInForce, readVersion } from '../programme/versions.ts';

const maxKept = 500;

export type VersionById = (brandId: string, id: string) => Promise<ProgrammeInForce>;

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
