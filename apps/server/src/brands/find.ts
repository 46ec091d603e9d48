/** Finds brands by slug, and the bot token that checks what Telegram signed for them. */
import type { Deps } from '../deps.ts';
import { Refusal } from '../platform/refusal.ts';

/** Refuses `brand_not_found`. */
export async function brandBySlug(deps: Deps, slug: string) {
  const brand = await deps.db.prisma.brand.findUnique({ where: { slug } });
  if (!brand) throw new Refusal('brand_not_found');
  return brand;
}

/** The brand with its bot token in clear; null where no bot is connected. */
export async function brandWithBotToken(deps: Deps, slug: string) {
  const brand = await deps.db.prisma.brand.findUnique({ where: { slug }, include: { bot: true } });
  if (!brand) throw new Refusal('brand_not_found');
  const botToken = brand.bot ? deps.secrets.decrypt(brand.bot.tokenEncrypted) : null;
  return { ...brand, botToken };
}
