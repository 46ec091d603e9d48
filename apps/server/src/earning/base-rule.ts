/** The base rule: what the programme's own page says a purchase earns; it stands first in the list of rules. */
import { isDeepStrictEqual } from 'node:util';
import type { EarningRuleSettings } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';
import { readRuleSettings, ruleVersionColumns, writeRuleset } from './rulesets.ts';

export type BaseEarning = Pick<EarningRuleSettings, 'effect' | 'activationDelayDays' | 'expiry'>;

const baseRuleName = 'Покупки';

/** Answers the id of the version that pays from now on: a new one only if something differs. */
export async function writeBaseRule(
  tx: Tx,
  random: Random,
  next: { brandId: string; createdBy: string | null; now: Date | null; earning: BaseEarning },
): Promise<string> {
  const { brandId, createdBy, earning } = next;
  const rule = await tx.earningRule.findFirst({ where: { brandId, isBase: true } });
  if (!rule) return createBaseRule(tx, random, next);
  const row = await tx.earningRuleVersion.findUniqueOrThrow({
    where: { brandId_ruleId_version: { brandId, ruleId: rule.id, version: rule.version } },
  });
  const current = readRuleSettings(row);
  const settings = { ...current, ...earning };
  if (isDeepStrictEqual(settings, current)) return row.id;
  const id = random.id();
  const version = rule.version + 1;
  await tx.earningRuleVersion.create({
    data: {
      brandId,
      id,
      ruleId: rule.id,
      version,
      createdBy,
      ...since(next.now),
      ...ruleVersionColumns(settings),
    },
  });
  await tx.earningRule.update({ where: { brandId_id: { brandId, id: rule.id } }, data: { version } });
  if (rule.state === 'active') await writeRuleset(tx, random, next);
  return id;
}

async function createBaseRule(
  tx: Tx,
  random: Random,
  next: { brandId: string; createdBy: string | null; now: Date | null; earning: BaseEarning },
): Promise<string> {
  const { brandId, createdBy } = next;
  const ruleId = random.id();
  const id = random.id();
  const settings: EarningRuleSettings = {
    name: baseRuleName,
    trigger: { kind: 'purchase' },
    conditions: { kind: 'all', of: [] },
    limits: {},
    startsAt: null,
    endsAt: null,
    ...next.earning,
  };
  await tx.earningRule.create({
    data: { brandId, id: ruleId, isBase: true, state: 'active', position: 0, version: 1, createdBy },
  });
  await tx.earningRuleVersion.create({
    data: { brandId, id, ruleId, version: 1, createdBy, ...since(next.now), ...ruleVersionColumns(settings) },
  });
  await writeRuleset(tx, random, next);
  return id;
}

/** The database's own time, unless the caller keeps the clock. */
function since(now: Date | null): { createdAt?: Date } {
  return now ? { createdAt: now } : {};
}
