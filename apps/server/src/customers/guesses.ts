/** Stops guessing of six-digit codes: wrong ones are counted per caller and per brand. */
import type { Deps } from '../deps.ts';
import { callerKey, type Caller } from '../platform/callers.ts';
import { countWrong, createLimiter, type Limiter } from '../platform/limits.ts';
import { createTurns, type Turns } from '../platform/turns.ts';

/** A cashier mistypes now and then; a million codes would take years at this pace. */
const wrongPerCaller = { allowed: 20, seconds: 60 };
const wrongPerBrand = { allowed: 200, seconds: 60 };
/** A code is counted once it proves wrong, so only few of a caller's may be under way: the next ones wait for the count. */
const codesAtOnce = 10;

interface Limits {
  caller: Limiter;
  brand: Limiter;
  inTurn: Turns;
}

const limiters = new WeakMap<Deps, Limits>();

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
  const counters = [
    { limiter: limits.caller, key: ownKey },
    { limiter: limits.brand, key: brandKey },
  ];
  const counted = () => countWrong(counters, 'card_not_valid', lookUp);
  // The text of a QR code is far too long to be guessed.
  return reference.code === undefined ? counted() : limits.inTurn(ownKey, counted);
}

function limitersOf(deps: Deps): Limits {
  const known = limiters.get(deps);
  if (known) return known;
  const made = {
    caller: createLimiter(deps.db.pool, { name: 'code-caller', ...wrongPerCaller }),
    brand: createLimiter(deps.db.pool, { name: 'code-brand', ...wrongPerBrand }),
    inTurn: createTurns(codesAtOnce),
  };
  limiters.set(deps, made);
  return made;
}
