/** Versions of a programme: written once, never changed; the highest is in force. */
import { expiryRule, type ProgrammeSettings, purchaseEffect } from '@regulars/contracts';
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

const purchaseRuleName = 'Purchases';

/** Writes the next version and the earning rule version behind it. The unique (brand, version) stops a race. */
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
  const ruleId = await findOrCreatePurchaseRule(tx, random, brandId);
  const ruleVersionId = random.id();
  await tx.earningRuleVersion.create({
    data: {
      brandId,
      id: ruleVersionId,
      ruleId,
      version,
      state: 'active',
      effect: settings.effect,
      activationDelayDays: settings.activationDelayDays,
      expiry: settings.expiry,
      createdBy,
    },
  });
  await tx.earningRuleVersion.updateMany({
    where: { brandId, ruleId, version: { lt: version }, state: 'active' },
    data: { state: 'ended' },
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
      refundGraceDays: settings.refundGraceDays,
      welcomeBonusPoints: settings.welcomeBonusPoints,
      expiryReminderDays: settings.expiryReminderDays,
      createdBy,
      ...since,
    },
  });
  return id;
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
      refundGraceDays: row.refundGraceDays,
      welcomeBonusPoints: Number(row.welcomeBonusPoints),
      expiryReminderDays: row.expiryReminderDays,
    },
  };
}

async function findOrCreatePurchaseRule(tx: Tx, random: Random, brandId: string): Promise<string> {
  const found = await tx.earningRule.findFirst({ where: { brandId, trigger: 'purchase' } });
  if (found) return found.id;
  const id = random.id();
  await tx.earningRule.create({ data: { brandId, id, name: purchaseRuleName, trigger: 'purchase' } });
  return id;
}
