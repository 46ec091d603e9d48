/** A brand as its customers see it. */
import { type Language, pointsName, type PublicBrand } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../platform/refusal.ts';
import { programmeInForce } from '../programme/versions.ts';
import { describeProgramme } from '../programme/words.ts';

/** Refuses `brand_not_found`. */
export async function publicBrand(deps: Deps, slug: string): Promise<PublicBrand> {
  const brand = await deps.db.prisma.brand.findUnique({
    where: { slug },
    include: { bot: { select: { username: true } }, documents: { select: { kind: true, version: true } } },
  });
  if (!brand) throw new Refusal('brand_not_found');
  const { settings } = await programmeInForce(deps.db.prisma, brand.id);
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
    pointValueMinor: settings.pointValueMinor,
    redeemCapPercent: settings.redeemCapPercent,
    welcomeBonusPoints: settings.welcomeBonusPoints,
    earning: describeProgramme(settings, { currency: brand.currency, pointsName: names }),
    documents: { rules: newest('rules'), privacy: newest('privacy'), marketing: newest('marketing') },
  };
}

/** Address of a stored picture; null where there is none. */
export function fileUrl(brandId: string, name: string): string;
export function fileUrl(brandId: string, name: string | null): string | null;
export function fileUrl(brandId: string, name: string | null): string | null {
  return name === null ? null : `/files/${brandId}/${name}`;
}
