/** How staff keep the tiers: seen with their numbers, saved once, and counted anew for everybody afterwards. */
import type { TierLevel, TierProgramme, TierSettings } from '@regulars/contracts';
import { actorOf, audit, changesBetween } from '../audit/audit.ts';
import { staffNames } from '../audit/staff-names.ts';
import { fileUrl } from '../brands/public.ts';
import type { Deps } from '../deps.ts';
import { dayOfDate } from '../earning/facts.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { addJob } from '../platform/jobs.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { countByTier } from './count.sql.ts';
import { checkRemoval } from './removal.ts';
import { startOfDay } from './standing.rules.ts';
import { readTiers, type Tiers } from './tier-programme.ts';
import { recountTiersJob } from './tiers.jobs.ts';

export async function showTierProgramme(tx: Tx, brandId: string, now: Date): Promise<TierProgramme> {
  const row = await tx.tierProgramme.findUnique({ where: { brandId } });
  const tiers = await readTiers(tx, brandId);
  const counts = tiers === null ? new Map<string, number>() : await countByTier(tx, brandId, now);
  const names = await staffNames(tx, [row?.savedBy ?? null]);
  return {
    version: row?.version ?? 0,
    settings: tiers && settingsOf(tiers),
    picturesAt: fileUrl(brandId, ''),
    counts: tiers?.levels.map(({ id }) => counts.get(id) ?? 0) ?? [],
    withoutCount: counts.get('') ?? 0,
    isRecounting: tiers?.isRecounting ?? false,
    savedAt: row?.savedAt.toISOString() ?? null,
    savedBy: names.get(row?.savedBy ?? '') ?? null,
  };
}

export interface TierOrder {
  baseVersion: number;
  settings: TierSettings | null;
  keepReachedUntil: string | null;
}

/** Refuses `version_conflict`, levels of another brand, and leaving out a level that something still asks about. */
export async function saveTierProgramme(
  deps: Deps,
  caller: BrandStaffCaller,
  order: TierOrder,
): Promise<TierProgramme> {
  const brandId = caller.brand.id;
  const now = deps.clock.now();
  return deps.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`select id from brand where id = ${brandId}::uuid for update`;
    const version = (await tx.tierProgramme.findUnique({ where: { brandId } }))?.version ?? 0;
    if (version !== order.baseVersion) throw new Refusal('version_conflict');
    const before = await readTiers(tx, brandId);
    const levels = order.settings?.levels ?? [];
    await checkLevels(tx, brandId, levels, before);
    if (order.keepReachedUntil !== null) await keepReached(tx, brandId, order.keepReachedUntil, now);
    await writeLevels(tx, deps, brandId, levels, now);
    await writeTerms(tx, { brandId, version: version + 1, settings: order.settings, now, by: caller.userId });
    if (order.settings === null) await tx.customerTier.deleteMany({ where: { brandId } });
    else await addJob(tx, recountTiersJob, { brandId }, { key: `tiers.recount:${brandId}` });
    await audit(tx, deps.random, {
      brandId,
      actor: actorOf(caller),
      action: order.settings === null ? 'tiers.ended' : 'tiers.saved',
      target: null,
      changes: changesBetween(before ? settingsOf(before) : {}, order.settings ?? {}),
    });
    return showTierProgramme(tx, brandId, now);
  });
}

function settingsOf({ basis, terms, warningDays, levels }: Tiers): TierSettings {
  return {
    basis,
    period: terms.period,
    atPeriodEnd: terms.atPeriodEnd,
    graceDays: terms.graceDays,
    warningDays,
    levels: levels.map((level) => ({
      id: level.id,
      name: { ru: level.nameRu, en: level.nameEn },
      color: level.color,
      picture: level.pictureFile,
      threshold: Number(level.threshold),
      multiplierPercent: level.multiplierPercent,
      giftPoints: Number(level.giftPoints),
      benefits: { ru: level.benefitsRu, en: level.benefitsEn },
      isLifetime: level.isLifetime,
    })),
  };
}

async function checkLevels(
  tx: Tx,
  brandId: string,
  levels: readonly TierLevel[],
  before: Tiers | null,
): Promise<void> {
  const known = new Set(before?.levels.map(({ id }) => id));
  const pictures = await tx.storedFile.findMany({
    where: { brandId, name: { in: levels.flatMap(({ picture }) => picture ?? []) } },
    select: { name: true },
  });
  for (const [index, { id, picture }] of levels.entries()) {
    if (id !== null && !known.has(id)) {
      throw refuseField(`settings.levels.${index}.id`, {
        ru: 'такого уровня в программе нет: обновите страницу',
        en: 'is no level of the programme: load the page again',
      });
    }
    if (picture !== null && pictures.every(({ name }) => name !== picture)) {
      throw refuseField(`settings.levels.${index}.picture`, {
        ru: 'такой картинки нет: загрузите её ещё раз',
        en: 'is no picture of the brand: upload it again',
      });
    }
  }
  const kept = new Set(levels.map(({ id }) => id));
  await checkRemoval(tx, brandId, before?.levels.filter(({ id }) => !kept.has(id)) ?? []);
}

/** All levels step aside first, so that two of them may change places. */
async function writeLevels(
  tx: Tx,
  deps: Deps,
  brandId: string,
  levels: readonly TierLevel[],
  now: Date,
): Promise<void> {
  await tx.tier.updateMany({ where: { brandId, retiredAt: null }, data: { retiredAt: now } });
  for (const [position, level] of levels.entries()) {
    const columns = {
      position,
      nameRu: level.name.ru,
      nameEn: level.name.en,
      color: level.color,
      pictureFile: level.picture,
      threshold: level.threshold,
      multiplierPercent: level.multiplierPercent,
      giftPoints: level.giftPoints,
      benefitsRu: level.benefits.ru,
      benefitsEn: level.benefits.en,
      isLifetime: level.isLifetime,
      retiredAt: null,
    };
    if (level.id === null) await tx.tier.create({ data: { brandId, id: deps.random.id(), ...columns } });
    else await tx.tier.update({ where: { brandId_id: { brandId, id: level.id } }, data: columns });
  }
}

interface Writing {
  brandId: string;
  version: number;
  settings: TierSettings | null;
  now: Date;
  by: string;
}

async function writeTerms(tx: Tx, { brandId, version, settings, now, by }: Writing): Promise<void> {
  const saved = { version, savedAt: now, savedBy: by };
  if (settings === null) {
    const ended = { ...saved, isActive: false, appliedVersion: version };
    await tx.tierProgramme.updateMany({ where: { brandId }, data: ended });
    return;
  }
  const { levels: _, ...terms } = settings;
  const columns = { ...saved, ...terms, isActive: true };
  await tx.tierProgramme.upsert({ where: { brandId }, create: { brandId, ...columns }, update: columns });
}

/** Everybody keeps at least what they have, until the day; only who would fall will notice. */
async function keepReached(tx: Tx, brandId: string, until: string, now: Date): Promise<void> {
  const { zone } = await tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const endsAt = startOfDay(dayOfDate(until) + 1, zone);
  if (endsAt <= now) {
    throw refuseField('keepReachedUntil', {
      ru: 'нужен день от сегодняшнего',
      en: 'must be a day from today on',
    });
  }
  await tx.$executeRaw`
    insert into tier_grant (brand_id, id, customer_id, tier_id, kind, reason, ends_at, granted_at)
    select brand_id, gen_random_uuid(), customer_id, tier_id, 'programme', '', ${endsAt}::timestamptz, ${now}::timestamptz
    from (
      select brand_id, customer_id, case when drops_at <= ${now}::timestamptz then drops_to else tier_id end as tier_id
      from customer_tier where brand_id = ${brandId}::uuid) held
    where tier_id in (select id from tier where brand_id = ${brandId}::uuid and retired_at is null and threshold > 0)`;
}
