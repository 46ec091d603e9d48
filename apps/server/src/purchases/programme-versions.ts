/** Programme versions by id, read once. */
import { keepById } from '../earning/keep-by-id.ts';
import type { Db } from '../platform/db.ts';
import { type ProgrammeInForce, readVersion } from '../programme/versions.ts';

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
  const versionById = keepById(async ({ prisma }: Db, brandId, id) =>
    readVersion(
      await prisma.programmeVersion.findUniqueOrThrow({
        where: { brandId_id: { brandId, id } },
        include: { ruleVersion: true },
      }),
    ),
  );
  return (brandId, id) => versionById(db, brandId, id);
}
