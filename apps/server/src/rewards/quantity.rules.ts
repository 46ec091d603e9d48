/** How many pieces of a reward can be bought at once. */

export interface ForSale {
  pricePoints: number | bigint;
  quantityStep: number;
  maxQuantity: number;
  stock: number | null;
  soldCount: number;
  perPersonLimit: number | null;
}

/** The most whole packs that balance, stock and limits allow, in pieces: sold in threes, a balance of 10 buys 9 at 1 each. */
export function affordable(
  { pricePoints, quantityStep, maxQuantity, stock, soldCount, perPersonLimit }: ForSale,
  { points, ownCount }: { points: number; ownCount: number },
): number {
  const most = Math.min(
    maxQuantity,
    Math.floor(points / Number(pricePoints)),
    stock === null ? maxQuantity : stock - soldCount,
    perPersonLimit === null ? maxQuantity : perPersonLimit - ownCount,
  );
  return Math.max(0, Math.floor(most / quantityStep) * quantityStep);
}
