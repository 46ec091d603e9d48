/** The demo brand's earning rules beside its 5% back: some alive, one paused, one still a draft. */
import type { EarningRuleSettings } from '@regulars/contracts';
import { demoStaff, zerno } from '@regulars/prisma/seed/zerno';
import type { Deps } from '../deps.ts';
import { createRules, saveTerms, setRuleState } from '../earning/rules.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';

const ofPurchases: Omit<EarningRuleSettings, 'name' | 'effect'> = {
  trigger: { kind: 'purchase' },
  conditions: { kind: 'all', of: [] },
  limits: {},
  startsAt: null,
  endsAt: null,
  activationDelayDays: 0,
  expiry: { kind: 'days', days: 90 },
};

const rules: { state: 'active' | 'paused' | 'draft'; settings: EarningRuleSettings }[] = [
  {
    state: 'active',
    settings: {
      ...ofPurchases,
      name: 'Утренний кофе',
      conditions: { kind: 'all', of: [{ kind: 'hours', from: '08:00', until: '11:00' }] },
      effect: { kind: 'percent', basisPoints: 500, lines: { categories: ['Кофе'] } },
      limits: { person: [{ period: 'month', points: 300 }] },
    },
  },
  {
    state: 'active',
    settings: {
      ...ofPurchases,
      name: 'Три капучино за неделю',
      conditions: {
        kind: 'all',
        of: [{ kind: 'bought', filter: { skus: ['cappuccino'] }, quantity: 3, days: 7 }],
      },
      effect: { kind: 'fixed', points: 50 },
      limits: { person: [{ period: 'week', times: 1 }] },
    },
  },
  {
    state: 'active',
    settings: {
      ...ofPurchases,
      name: 'День рождения',
      trigger: { kind: 'birthday', daysBefore: 3, filledDaysBefore: 7 },
      effect: { kind: 'fixed', points: 300 },
      limits: { person: [{ period: 'year', times: 1 }] },
      expiry: { kind: 'days', days: 6 },
    },
  },
  {
    state: 'active',
    settings: {
      ...ofPurchases,
      name: 'Отзыв на картах',
      trigger: { kind: 'review' },
      effect: { kind: 'fixed', points: 50 },
      limits: { person: [{ period: 'month', times: 1 }], totalPoints: 50_000 },
    },
  },
  {
    state: 'active',
    settings: {
      ...ofPurchases,
      name: 'Чек, если карту забыли',
      trigger: { kind: 'receipt' },
      effect: { kind: 'percent', basisPoints: 300 },
      limits: { person: [{ period: 'month', points: 500 }] },
    },
  },
  {
    state: 'paused',
    settings: {
      ...ofPurchases,
      name: 'Десерт в выходные',
      conditions: { kind: 'all', of: [{ kind: 'weekday', weekdays: [6, 7] }] },
      effect: { kind: 'multiplier', percent: 200, lines: { categories: ['Десерты'] } },
    },
  },
  {
    state: 'draft',
    settings: {
      ...ofPurchases,
      name: 'Большой завтрак',
      conditions: {
        kind: 'all',
        of: [
          { kind: 'total', of: 'bill', min: 100_000 },
          { kind: 'lines', filter: { categories: ['Завтраки'] }, test: { kind: 'any' } },
        ],
      },
      effect: { kind: 'fixed', points: 70 },
    },
  },
];

/** As the owner would in the admin, so that the audit log tells of them too. */
export async function setUpRules(deps: Deps, brandId: string): Promise<void> {
  const caller = await ownerOf(deps, brandId);
  const made = await createRules(
    deps,
    caller,
    rules.map(({ settings }) => settings),
  );
  await saveTerms(deps, caller, { policy: 'all', budget: null });
  for (const [index, { state }] of rules.entries()) {
    const id = made[index]?.id ?? '';
    if (state !== 'draft') await setRuleState(deps, caller, id, 'active');
    if (state === 'paused') await setRuleState(deps, caller, id, 'paused');
  }
}

export async function ownerOf(deps: Deps, brandId: string): Promise<BrandStaffCaller> {
  const { email, language } = demoStaff[0];
  const owner = await deps.db.prisma.staffUser.findFirstOrThrow({ where: { email } });
  return {
    kind: 'staff',
    userId: owner.id,
    name: owner.name,
    email,
    language,
    isOperator: true,
    brand: { id: brandId, slug: zerno.slug, role: 'owner', shopIds: [] },
  };
}
