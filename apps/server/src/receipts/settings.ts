/** What a brand decides about receipts: read, changed by staff, and shown with what it leads to. */
import {
  describeEarningRule,
  type Language,
  type ReceiptCheckerName,
  type ReceiptSettings,
  receiptSettings,
} from '@regulars/contracts';
import { actorOf, audit, changesBetween } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { earningWordsBrand } from '../earning/rule-view.ts';
import { rulesetInForce } from '../earning/rulesets.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { availableCheckers } from './checker.ts';

/** Careful until the brand says otherwise: staff look at everything. */
export const firstReceiptSettings: ReceiptSettings = {
  isEnabled: false,
  windowDays: 14,
  registers: [],
  taxpayers: [],
  unknownRegister: 'review',
  paysKnownAtOnce: false,
  paysAtOnceUpToMinor: null,
  takesPlainPhotos: true,
  perPersonPerDay: 3,
  matchMinutes: 10,
  pictureDays: 30,
  checker: null,
};

export async function readReceiptSettings(tx: Tx, brandId: string): Promise<ReceiptSettings> {
  const row = await tx.receiptSettings.findUnique({ where: { brandId } });
  return row ? receiptSettings.parse(row.settings) : firstReceiptSettings;
}

/** What was switched off with the deployment's service is off. */
export function checkerInForce(deps: Deps, settings: ReceiptSettings): ReceiptCheckerName | null {
  const { checker } = settings;
  return checker !== null && availableCheckers(deps.config).includes(checker) ? checker : null;
}

export async function showReceiptSettings(deps: Deps, brandId: string, language: Language) {
  const { prisma } = deps.db;
  const [settings, ruleset, brand] = await Promise.all([
    readReceiptSettings(prisma, brandId),
    rulesetInForce(prisma, brandId, deps.clock.now()),
    earningWordsBrand(prisma, brandId),
  ]);
  return {
    settings,
    checkers: availableCheckers(deps.config),
    activeRules: ruleset.rules
      .filter((rule) => rule.settings.trigger.kind === 'receipt')
      .map((rule) => ({ id: rule.id, summary: describeEarningRule(rule.settings, brand, language) })),
  };
}

export async function saveReceiptSettings(
  deps: Deps,
  caller: BrandStaffCaller,
  settings: ReceiptSettings,
): Promise<void> {
  const brandId = caller.brand.id;
  await deps.db.prisma.$transaction(async (tx) => {
    const before = await readReceiptSettings(tx, brandId);
    const changes = changesBetween(before, settings);
    if (changes.length === 0) return;
    const row = { settings, updatedAt: deps.clock.now() };
    await tx.receiptSettings.upsert({ where: { brandId }, create: { brandId, ...row }, update: row });
    await audit(tx, deps.random, {
      brandId,
      actor: actorOf(caller),
      action: 'receipts.saved',
      target: { kind: 'receipts', id: brandId, name: null },
      changes,
    });
  });
}
