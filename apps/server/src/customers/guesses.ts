/** Stops guessing of six-digit codes: wrong ones are counted per caller and per brand. */
import type { Deps } from '../deps.ts';
import { callerKey, type Caller } from '../platform/callers.ts';
import { createLimiter, type Limiter } from '../platform/limits.ts';
import { Refusal } from '../platform/refusal.ts';

/** A cashier mistypes now and then; a million codes would take years at this pace. */
const wrongPerCaller = { allowed: 20, seconds: 60 };
const wrongPerBrand = { allowed: 200, seconds: 60 };

const limiters = new WeakMap<Deps, { caller: Limiter; brand: Limiter }>();

/** Runs a look-up that may hold a card or code; only wrong ones count against the caller. */
export async function guardCodeGuesses<T>(
  deps: Deps,
  caller: Caller & { brandId?: string },
  reference: { card?: string | undefined; code?: string | undefined },
  lookUp: () => Promise<T>,
): Promise<T> {
  if (reference.card === undefined && reference.code === undefined) return lookUp();
  const limits = limitersOf(deps);
  const brandKey = caller.kind === 'staff' ? (caller.brand?.id ?? '') : (caller.brandId ?? '');
  const ownKey = `${brandKey}:${callerKey(caller)}`;
  await limits.caller.check(ownKey);
  await limits.brand.check(brandKey);
  try {
    return await lookUp();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'card_not_valid') {
      await limits.caller.spend(ownKey);
      await limits.brand.spend(brandKey);
    }
    throw error;
  }
}

function limitersOf(deps: Deps): { caller: Limiter; brand: Limiter } {
  const known = limiters.get(deps);
  if (known) return known;
  const made = {
    caller: createLimiter(deps.db.pool, { name: 'code-caller', ...wrongPerCaller }),
    brand: createLimiter(deps.db.pool, { name: 'code-brand', ...wrongPerBrand }),
  };
  limiters.set(deps, made);
  return made;
}
