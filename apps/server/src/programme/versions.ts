/** Versions of a programme: written once, never changed; the highest is in force. */
import {
  type EarningRuleSettings,
  expiryRule,
  type ProgrammeSettings,
  purchaseEffect,
} from '@regulars/contracts';
import { writeBaseRule } from '../earning/base-rule.ts';
import type { Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';

/** A programme version with the rule version that pays its purchases. */
export interface ProgrammeInForce {
  id: string;
  version: number;
  ruleVersionId: string;
  settings: ProgrammeSettings;
  createdAt: Date;
  createdBy: string | null;
}

/** Writes the next version and what it changes of the base rule. The unique (brand, version) stops a race. */
export async function writeProgrammeVersion(
  tx: Tx,
  random: Random,
  next: {
    brandId: string;
    version: number;
    settings: ProgrammeSettings;
    createdBy: string | null;
    /** In force from then on; the first version also before. */
    createdAt?: Date;
  },
): Promise<string> {
  const { brandId, settings, createdBy, version } = next;
  const since = next.createdAt ? { createdAt: next.createdAt } : {};
  const ruleVersionId = await writeBaseRule(tx, random, {
    brandId,
    createdBy,
    now: next.createdAt ?? null,
    earning: baseEarning(settings),
  });
  const id = random.id();
  await tx.programmeVersion.create({
    data: {
      brandId,
      id,
      version,
      ruleVersionId,
      pointValueMinor: settings.pointValueMinor,
      redeemCapPercent: settings.redeemCapPercent,
      minPaidMinor: settings.minPaidMinor,
      refundShortPolicy: settings.refundShortPolicy,
      refundMethod: settings.refundMethod ?? 'recompute',
      refundGraceDays: settings.refundGraceDays,
      inactivityMonths: settings.inactivityMonths ?? 0,
      redemptionsPerDay: settings.redemptionsPerDay ?? 0,
      welcomeBonusPoints: settings.welcomeBonusPoints,
      expiryReminderDays: settings.expiryReminderDays,
      createdBy,
      ...since,
    },
  });
  return id;
}

/** The same programme with another version of its base rule, so that the page shows what pays now. */
export async function writeProgrammeVersionOfRule(
  tx: Tx,
  random: Random,
  next: { brandId: string; ruleVersionId: string; createdBy: string | null; createdAt: Date },
): Promise<void> {
  const { brandId } = next;
  const latest = await tx.programmeVersion.findFirstOrThrow({
    where: { brandId },
    orderBy: { version: 'desc' },
  });
  await tx.programmeVersion.create({
    data: { ...latest, ...next, id: random.id(), version: latest.version + 1 },
  });
}

export async function programmeInForce(tx: Tx, brandId: string): Promise<ProgrammeInForce> {
  const row = await tx.programmeVersion.findFirstOrThrow({
    where: { brandId },
    orderBy: { version: 'desc' },
    include: { ruleVersion: true },
  });
  return readVersion(row);
}

type VersionRow = Awaited<ReturnType<Tx['programmeVersion']['findFirstOrThrow']>> & {
  ruleVersion: Awaited<ReturnType<Tx['earningRuleVersion']['findFirstOrThrow']>>;
};

/** One shape of settings from the two rows that hold them. */
export function readVersion(row: VersionRow): ProgrammeInForce {
  return {
    id: row.id,
    version: row.version,
    ruleVersionId: row.ruleVersionId,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    settings: {
      effect: purchaseEffect.parse(row.ruleVersion.effect),
      activationDelayDays: row.ruleVersion.activationDelayDays,
      expiry: expiryRule.parse(row.ruleVersion.expiry),
      pointValueMinor: Number(row.pointValueMinor),
      redeemCapPercent: row.redeemCapPercent,
      minPaidMinor: Number(row.minPaidMinor),
      refundShortPolicy: row.refundShortPolicy === 'below_zero' ? 'below_zero' : 'to_zero',
      refundMethod: row.refundMethod === 'proportional' ? 'proportional' : 'recompute',
      refundGraceDays: row.refundGraceDays,
      inactivityMonths: row.inactivityMonths,
      redemptionsPerDay: row.redemptionsPerDay,
      welcomeBonusPoints: Number(row.welcomeBonusPoints),
      expiryReminderDays: row.expiryReminderDays,
    },
  };
}

/** What of the programme is said by the base rule. */
function baseEarning({
  effect,
  activationDelayDays,
  expiry,
}: ProgrammeSettings): Pick<EarningRuleSettings, 'effect' | 'activationDelayDays' | 'expiry'> {
  return { effect, activationDelayDays, expiry };
}
