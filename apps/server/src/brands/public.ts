/** A brand as its customers see it. */
import { describeEarningRule, type Language, pointsName, type PublicBrand } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { RuleVersion } from '../earning/evaluate.ts';
import { earningWordsBrand } from '../earning/rule-view.ts';
import { rulesetInForce } from '../earning/rulesets.ts';
import { Refusal } from '../platform/refusal.ts';
import { type ProgrammeInForce, programmeInForce } from '../programme/versions.ts';
import { readReceiptSettings } from '../receipts/settings.ts';
import { type BrandWords, describeProgramme } from '../programme/words.ts';

/** Refuses `brand_not_found`. */
export async function publicBrand(deps: Deps, slug: string): Promise<PublicBrand> {
  const brand = await deps.db.prisma.brand.findUnique({
    where: { slug },
    include: { bot: { select: { username: true } }, documents: { select: { kind: true, version: true } } },
  });
  if (!brand) throw new Refusal('brand_not_found');
  const [programme, ruleset, receipts] = await Promise.all([
    programmeInForce(deps.db.prisma, brand.id),
    rulesetInForce(deps.db.prisma, brand.id, deps.clock.now()),
    readReceiptSettings(deps.db.prisma, brand.id),
  ]);
  const { settings } = programme;
  const newest = (kind: string) =>
    Math.max(1, ...brand.documents.filter((one) => one.kind === kind).map((one) => one.version));
  const names = pointsName.parse(brand.pointsName);
  return {
    slug: brand.slug,
    name: brand.name,
    logoUrl: fileUrl(brand.id, brand.logoFile),
    accentColor: brand.accentColor,
    cardColors: [brand.cardFrom, brand.cardTo],
    zone: brand.zone,
    currency: brand.currency,
    languages: brand.languages.filter((one): one is Language => one === 'ru' || one === 'en'),
    pointsName: names,
    botUsername: brand.bot?.username ?? null,
    takesReceipts: receipts.isEnabled,
    ...(await whatIsThere(deps, brand.id)),
    pointValueMinor: settings.pointValueMinor,
    redeemCapPercent: settings.redeemCapPercent,
    welcomeBonusPoints: settings.welcomeBonusPoints,
    earning: await earningWords(deps, programme, {
      brand: { id: brand.id, currency: brand.currency, pointsName: names },
      rules: ruleset.rules,
    }),
    documents: { rules: newest('rules'), privacy: newest('privacy'), marketing: newest('marketing') },
  };
}

/** Which ways the first screen shows at all. */
async function whatIsThere(deps: Deps, brandId: string) {
  const { prisma } = deps.db;
  const [shops, rewards, pools] = await Promise.all([
    prisma.shop.count({ where: { brandId, archivedAt: null }, take: 1 }),
    prisma.reward.count({ where: { brandId, state: 'active' }, take: 1 }),
    prisma.couponPool.count({ where: { brandId, isActive: true }, take: 1 }),
  ]);
  return { hasShops: shops > 0, hasRewards: rewards > 0, hasCoupons: pools > 0 };
}

const mostRulesTold = 3;

/** Where the programme's own rule is paused, the other rules about purchases say what they earn. */
async function earningWords(
  deps: Deps,
  { settings, ruleVersionId }: ProgrammeInForce,
  { brand, rules }: { brand: BrandWords & { id: string }; rules: readonly RuleVersion[] },
): Promise<Record<Language, string>> {
  const paying = rules.filter((rule) => rule.settings.trigger.kind === 'purchase');
  if (paying.some(({ versionId }) => versionId === ruleVersionId)) return describeProgramme(settings, brand);
  const nothing = { ...settings, effect: { kind: 'percent', basisPoints: 0 } } as const;
  if (paying.length === 0) return describeProgramme(nothing, brand);
  const words = await earningWordsBrand(deps.db.prisma, brand.id);
  const say = (language: Language) =>
    paying
      .slice(0, mostRulesTold)
      .map((rule) => describeEarningRule(rule.settings, words, language))
      .join('; ');
  return describeProgramme(settings, brand, { ru: say('ru'), en: say('en') });
}

/** Address of a stored picture; null where there is none. */
export function fileUrl(brandId: string, name: string): string;
export function fileUrl(brandId: string, name: string | null): string | null;
export function fileUrl(brandId: string, name: string | null): string | null {
  return name === null ? null : `/files/${brandId}/${name}`;
}
