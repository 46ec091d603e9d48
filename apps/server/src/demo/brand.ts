/** The demo brand's rows: look, programme, shops, bot. */
import type { BrandSettings, ProgrammeSettings } from '@regulars/contracts';
import { zerno } from '@regulars/prisma/seed/zerno';
import { systemActor } from '../audit/audit.ts';
import { connectBot } from '../bots/connect.ts';
import { createBrand } from '../brands/new-brand.ts';
import type { Deps } from '../deps.ts';
import { createTelegram } from '../platform/telegram.ts';
import { writeProgrammeVersion } from '../programme/versions.ts';

const firstTerms: ProgrammeSettings = {
  effect: { kind: 'percent', basisPoints: 300 },
  activationDelayDays: 0,
  expiry: { kind: 'days', days: 90 },
  pointValueMinor: 100,
  redeemCapPercent: 30,
  minPaidMinor: 0,
  refundShortPolicy: 'to_zero',
  refundGraceDays: 14,
  welcomeBonusPoints: 100,
  expiryReminderDays: 7,
};

/** 5% back, up to 30% of the bill in beans, which live 90 days: the programme in force. */
export const termsInForce: ProgrammeSettings = {
  ...firstTerms,
  effect: { kind: 'percent', basisPoints: 500 },
};

const settings: BrandSettings = {
  name: zerno.name,
  accentColor: zerno.accentColor,
  cardColors: [...zerno.cardColors],
  zone: zerno.zone,
  currency: zerno.currency,
  languages: [...zerno.languages],
  pointsName: zerno.pointsName,
};

/** The brand on the day it opened. */
export async function openBrand(deps: Deps): Promise<{ id: string; slug: string; shopIds: string[] }> {
  const id = await deps.db.prisma.$transaction((tx) =>
    createBrand(tx, deps.random, { slug: zerno.slug, settings, programme: firstTerms, createdBy: null }),
  );
  const shops = zerno.shops.map((shop) => ({
    brandId: id,
    id: deps.random.id(),
    ...shop,
    fiscalNumbers: [...shop.fiscalNumbers],
    taxNumbers: [...shop.taxNumbers],
    closedDates: 'closedDates' in shop ? [...shop.closedDates] : [],
    createdAt: deps.clock.now(),
  }));
  await deps.db.prisma.shop.createMany({ data: shops });
  return { id, slug: zerno.slug, shopIds: shops.map((shop) => shop.id) };
}

export async function raiseTerms(deps: Deps, brandId: string): Promise<void> {
  await deps.db.prisma.$transaction((tx) =>
    writeProgrammeVersion(tx, deps.random, {
      brandId,
      version: 2,
      settings: termsInForce,
      createdBy: null,
      createdAt: deps.clock.now(),
    }),
  );
}

export async function connectDemoBot(deps: Deps, brandId: string): Promise<void> {
  const telegram = createTelegram(deps.config.telegram.apiRoot);
  await connectBot({ deps, telegram, brandId, actor: systemActor }, zerno.bot.token);
}
