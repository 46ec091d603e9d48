/** A brand's look, zone, currency and words, as staff keep them. */
import { type BrandSettings, documentKind, type Language, pointsName } from '@regulars/contracts';
import type { RouteOutput, routes } from '@regulars/contracts';
import { actorOf, audit, changesBetween } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { refuseField } from '../platform/refusal.ts';
import { newestDocument, showDocument } from './documents.ts';
import { fileUrl } from './public.ts';

type Row = Awaited<ReturnType<Tx['brand']['findFirstOrThrow']>>;

export async function getBrandSettings(
  deps: Deps,
  brandId: string,
): Promise<RouteOutput<typeof routes.getBrandSettings>> {
  const { prisma } = deps.db;
  const brand = await prisma.brand.findUniqueOrThrow({ where: { id: brandId } });
  const documents = await Promise.all(
    documentKind.options.map((kind) => newestDocument(prisma, brandId, kind)),
  );
  return {
    slug: brand.slug,
    ...settingsOf(brand),
    logoUrl: fileUrl(brand.id, brand.logoFile),
    documents: documents.flatMap((document) => (document ? [showDocument(document)] : [])),
  };
}

/** Refuses another currency once there is a purchase: sums of two currencies can't stand in one account. */
export async function saveBrandSettings(
  deps: Deps,
  caller: BrandStaffCaller,
  settings: BrandSettings,
): Promise<BrandSettings> {
  const brandId = caller.brand.id;
  return deps.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`select id from brand where id = ${brandId}::uuid for update`;
    const before = await tx.brand.findUniqueOrThrow({ where: { id: brandId } });
    if (before.currency !== settings.currency && (await hasPurchases(tx, brandId)))
      throw refuseField('currency', {
        ru: 'Валюту можно сменить только до первой покупки',
        en: 'The currency can change only before the first purchase',
      });
    const after = await tx.brand.update({ where: { id: brandId }, data: columnsOf(settings) });
    const changes = changesBetween(settingsOf(before), settingsOf(after));
    if (changes.length > 0) {
      await audit(tx, deps.random, {
        brandId,
        actor: actorOf(caller),
        action: 'brand.saved',
        target: { kind: 'brand', id: brandId, name: after.name },
        changes,
      });
    }
    return settingsOf(after);
  });
}

function columnsOf(settings: BrandSettings) {
  const { cardColors, ...same } = settings;
  return { ...same, languages: [...new Set(same.languages)], cardFrom: cardColors[0], cardTo: cardColors[1] };
}

function settingsOf(row: Row): BrandSettings {
  return {
    name: row.name,
    accentColor: row.accentColor,
    cardColors: [row.cardFrom, row.cardTo],
    zone: row.zone,
    currency: row.currency,
    languages: row.languages.filter((one): one is Language => one === 'ru' || one === 'en'),
    pointsName: pointsName.parse(row.pointsName),
  };
}

async function hasPurchases(tx: Tx, brandId: string): Promise<boolean> {
  return (await tx.purchase.findFirst({ where: { brandId }, select: { id: true } })) !== null;
}
