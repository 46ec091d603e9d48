/** The programme as staff keep it: read, tried out, saved as a new version. */
import type { ProgrammeSettings, RouteOutput, routes } from '@regulars/contracts';
import { pointsName } from '@regulars/contracts';
import { actorOf, audit, changesBetween } from '../audit/audit.ts';
import { staffNames } from '../audit/staff-names.ts';
import type { Deps } from '../deps.ts';
import { wholeBill } from '../earning/bill.ts';
import { lifetimeOf } from '../earning/lifetime.ts';
import { earnForPurchase, maxRedeemByBill } from '../earning/purchase.rules.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { type ProgrammeInForce, programmeInForce, readVersion, writeProgrammeVersion } from './versions.ts';
import { describeProgramme } from './words.ts';

type Programme = RouteOutput<typeof routes.getProgramme>;
type Preview = RouteOutput<typeof routes.previewProgramme>;

const listedVersions = 50;

export async function getProgramme(deps: Deps, brandId: string): Promise<Programme> {
  const inForce = await programmeInForce(deps.db.prisma, brandId);
  const [shown] = await showVersions(deps, [inForce]);
  if (!shown) throw new Error('a brand is never without a programme version');
  return shown;
}

export async function listProgrammeVersions(deps: Deps, brandId: string) {
  const rows = await deps.db.prisma.programmeVersion.findMany({
    where: { brandId },
    orderBy: { version: 'desc' },
    take: listedVersions,
    include: { ruleVersion: true },
  });
  return showVersions(deps, rows.map(readVersion));
}

/** Refuses `version_conflict` when another version was saved after the editor began, or is being saved now. */
export async function saveProgramme(
  deps: Deps,
  caller: BrandStaffCaller,
  change: { baseVersion: number; settings: ProgrammeSettings },
): Promise<Programme> {
  try {
    await deps.db.prisma.$transaction((tx) => writeNext(tx, deps, caller, change));
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('version_conflict') : error;
  }
  return getProgramme(deps, caller.brand.id);
}

async function writeNext(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  change: { baseVersion: number; settings: ProgrammeSettings },
): Promise<void> {
  const brandId = caller.brand.id;
  const before = await programmeInForce(tx, brandId);
  if (before.version !== change.baseVersion) throw new Refusal('version_conflict');
  const version = before.version + 1;
  const { refundMethod, inactivityMonths, redemptionsPerDay } = before.settings;
  const settings = { refundMethod, inactivityMonths, redemptionsPerDay, ...change.settings };
  const id = await writeProgrammeVersion(tx, deps.random, {
    brandId,
    version,
    settings,
    createdBy: caller.userId,
    createdAt: deps.clock.now(),
  });
  await audit(tx, deps.random, {
    brandId,
    actor: actorOf(caller),
    action: 'programme.saved',
    target: { kind: 'programme', id, name: String(version) },
    changes: changesBetween(before.settings, settings),
  });
}

/** What one purchase would give under settings that need not be saved, to a person with points enough. */
export async function previewProgramme(
  deps: Deps,
  brandId: string,
  trial: { settings: ProgrammeSettings; totalMinor: number },
): Promise<Preview> {
  const { settings } = trial;
  const brand = await deps.db.prisma.brand.findUniqueOrThrow({ where: { id: brandId } });
  const bill = wholeBill(trial.totalMinor);
  const maxRedeemPoints = maxRedeemByBill(settings, bill);
  const lifetime = lifetimeOf(settings, deps.clock.now(), brand.zone);
  return {
    earnedPoints: earnForPurchase(settings, bill, 0).earnedPoints,
    maxRedeemPoints,
    maxRedeemMinor: maxRedeemPoints * settings.pointValueMinor,
    earnedWhenRedeemingMax: earnForPurchase(settings, bill, maxRedeemPoints).earnedPoints,
    activeFrom: lifetime.activeFrom.toISOString(),
    expiresAt: lifetime.expiresAt?.toISOString() ?? null,
    summary: describeProgramme(settings, {
      currency: brand.currency,
      pointsName: pointsName.parse(brand.pointsName),
    }),
  };
}

async function showVersions(deps: Deps, versions: readonly ProgrammeInForce[]) {
  const names = await staffNames(
    deps.db.prisma,
    versions.map((one) => one.createdBy),
  );
  return versions.map((one) => ({
    id: one.id,
    version: one.version,
    settings: one.settings,
    savedAt: one.createdAt.toISOString(),
    savedBy: names.get(one.createdBy ?? '') ?? null,
  }));
}
