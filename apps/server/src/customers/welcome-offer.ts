/** What joining is said to give: whoever had the welcome gift and comes back is promised no second one. */
import type { PublicBrand } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { welcomeWasGiven } from '../ledger/welcome.ts';
import { lastingHash } from './people.ts';

export async function withOwnWelcome(
  deps: Deps,
  brand: PublicBrand,
  { brandId, telegramId }: { brandId: string; telegramId: number },
): Promise<PublicBrand> {
  if (brand.welcomeBonusPoints === 0) return brand;
  const personHash = lastingHash(deps.secrets, brandId, telegramId);
  const isGiven = await welcomeWasGiven(deps, { brandId, personHash });
  return isGiven ? { ...brand, welcomeBonusPoints: 0 } : brand;
}
