/** What a schema cannot see of a rule: shops and tiers that exist, conditions whose source works, what the base rule may be. */
import { type EarningCondition, type EarningRuleSettings, partsOf } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import { refuseField } from '../platform/refusal.ts';

/** Facts that nothing in the product knows yet: a rule about them would stay silent for ever. */
const waiting: Partial<Record<EarningCondition['kind'], { ru: string; en: string }>> = {
  segment: {
    ru: 'спрашивает о сегменте, а сегментов в программе пока нет',
    en: 'asks about a segment, and the programme has no segments yet',
  },
};

const ofPurchasesOnly = new Set<EarningCondition['kind']>([
  'total',
  'lines',
  'bought',
  'redeemed',
  'shop',
  'channel',
  'purchaseNumber',
]);

/** Refuses `validation_failed` with the place of what cannot work and why. */
export async function checkRule(
  tx: Tx,
  brandId: string,
  settings: EarningRuleSettings,
  isBase: boolean,
): Promise<void> {
  if (isBase) checkBase(settings);
  const found = walk(settings.conditions, 'conditions');
  for (const { condition, path } of found) {
    const words = waiting[condition.kind];
    if (words) throw refuseField(path, words);
    checkTrigger(settings, condition, path);
  }
  await checkShops(tx, brandId, found);
  await checkTiers(tx, brandId, found);
}

function checkBase({ trigger, effect }: EarningRuleSettings): void {
  if (trigger.kind !== 'purchase') {
    throw refuseField('trigger.kind', {
      ru: 'у основного правила это всегда покупка',
      en: 'is always a purchase for the base rule',
    });
  }
  const isSimple = effect.kind === 'percent' || effect.kind === 'perAmount';
  if (!isSimple || effect.lines !== undefined || effect.per === 'line') {
    throw refuseField('effect', {
      ru: 'основное правило платит процент или баллы за сумму со всего чека: для другого приостановите его и добавьте новое',
      en: 'the base rule pays a percent or points per amount of the whole bill: pause it and add another for more',
    });
  }
}

function checkTrigger({ trigger }: EarningRuleSettings, condition: EarningCondition, path: string): void {
  if (ofPurchasesOnly.has(condition.kind) && trigger.kind !== 'purchase') {
    throw refuseField(path, {
      ru: 'спрашивает о покупке, а правило не о ней',
      en: 'asks about a purchase, which the rule is not about',
    });
  }
  if (
    condition.kind === 'property' &&
    (trigger.kind === 'purchase' || trigger.kind === 'join' || trigger.kind === 'birthday')
  ) {
    throw refuseField(path, {
      ru: 'спрашивает о свойстве события, а правило не о нём',
      en: 'asks about a property of an event, which the rule is not about',
    });
  }
}

interface Placed {
  condition: EarningCondition;
  path: string;
}

async function checkShops(tx: Tx, brandId: string, placed: readonly Placed[]): Promise<void> {
  const asked = placed.flatMap(({ condition, path }) =>
    condition.kind === 'shop' ? [{ ids: condition.shopIds, path }] : [],
  );
  if (asked.length === 0) return;
  const shops = await tx.shop.findMany({
    where: { brandId, id: { in: asked.flatMap(({ ids }) => ids) } },
    select: { id: true },
  });
  const known = new Set(shops.map((shop) => shop.id));
  for (const { ids, path } of asked) {
    if (ids.some((id) => !known.has(id))) {
      throw refuseField(`${path}.shopIds`, {
        ru: 'есть магазин, которого нет у бренда',
        en: 'names a shop that the brand does not have',
      });
    }
  }
}

async function checkTiers(tx: Tx, brandId: string, placed: readonly Placed[]): Promise<void> {
  const asked = placed.flatMap(({ condition, path }) =>
    condition.kind === 'tier' ? [{ ids: condition.tierIds, path }] : [],
  );
  if (asked.length === 0) return;
  const tiers = await tx.tier.findMany({
    where: { brandId, id: { in: asked.flatMap(({ ids }) => ids) }, retiredAt: null },
    select: { id: true },
  });
  const known = new Set(tiers.map((tier) => tier.id));
  for (const { ids, path } of asked) {
    if (ids.some((id) => !known.has(id))) {
      throw refuseField(`${path}.tierIds`, {
        ru: 'есть уровень, которого в программе нет',
        en: 'names a tier that the programme does not have',
      });
    }
  }
}

function walk(condition: EarningCondition, path: string): Placed[] {
  const isList = condition.kind === 'all' || condition.kind === 'any';
  const inner = partsOf(condition).flatMap((part, index) =>
    walk(part, isList ? `${path}.of.${index}` : `${path}.of`),
  );
  return [{ condition, path }, ...inner];
}
