/** Exact arithmetic on whole numbers whose products may pass 2^53. */

/** floor(a × b ÷ c) for whole numbers of at least zero. */
export function multiplyDivide(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.floor(product / c);
  return Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

/**
 * Spreads an amount over weights by their share. Rounding moves down the list, so no part ever exceeds its
 * weight while the amount does not exceed their sum, and the last one takes what is left.
 */
export function spread(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  let passedWeight = 0;
  let given = 0;
  return weights.map((weight) => {
    passedWeight += weight;
    const upToHere = multiplyDivide(amount, passedWeight, sum);
    const part = upToHere - given;
    given = upToHere;
    return part;
  });
}
