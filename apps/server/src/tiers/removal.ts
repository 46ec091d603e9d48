/** A level leaves the programme only when no rule and no reward asks about it: those would fall silent. */
import type { Tx } from '../platform/db.ts';
import { refuseField } from '../platform/refusal.ts';
import type { Level } from './tier-programme.ts';

/** Refuses `validation_failed` with the level and the first that names it. */
export async function checkRemoval(tx: Tx, brandId: string, removed: readonly Level[]): Promise<void> {
  for (const level of removed) {
    const [rule] = await tx.$queryRaw<{ name: string }[]>`
      select v.name from earning_rule r join earning_rule_version v
        on v.brand_id = r.brand_id and v.rule_id = r.id and v.version = r.version
      where r.brand_id = ${brandId}::uuid and r.state <> 'ended'
        and v.conditions::text like ${`%${level.id}%`} limit 1`;
    if (rule) {
      throw refuseField('settings.levels', {
        ru: `уровень «${level.nameRu}» нужен правилу «${rule.name}»: сначала измените или завершите правило`,
        en: `${level.nameEn} is named by the rule “${rule.name}”: change or end the rule first`,
      });
    }
    const reward = await tx.reward.findFirst({
      where: { brandId, tierIds: { has: level.id }, state: { not: 'archived' } },
      select: { titleRu: true, titleEn: true },
    });
    if (reward) {
      throw refuseField('settings.levels', {
        ru: `уровень «${level.nameRu}» нужен награде «${reward.titleRu}»: сначала измените её или уберите в архив`,
        en: `${level.nameEn} is named by the reward “${reward.titleEn}”: change or archive it first`,
      });
    }
  }
}
