import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoughtLine, leftLines, netOfPieces, type PaidPurchase, shareOfRefund } from './refund.rules.ts';

const paid: PaidPurchase = {
  totalMinor: 10_000,
  refundedMinor: 0,
  redeemedPoints: 0,
  returnedPoints: 0,
  pointValueMinor: 100,
};

const goods = { sku: null, name: null, category: null, isDiscounted: false };

function bought(quantity: number, netMinor: number, more: Partial<BoughtLine> = {}): BoughtLine {
  return { ...goods, quantity, netMinor, baseMinor: netMinor, refundedQuantity: 0, ...more };
}

describe('a refund', () => {
  it('of all parts, whatever they are, gives back all the money and all points that were spent', () => {
    const purchase = fc
      .record({
        totalMinor: fc.integer({ min: 1, max: 1e6 }),
        value: fc.integer({ min: 1, max: 500 }),
        share: fc.nat(100),
      })
      .map(({ totalMinor, value, share }): PaidPurchase => {
        const redeemedPoints = Math.floor((totalMinor * share) / 100 / value);
        return { ...paid, totalMinor, redeemedPoints, pointValueMinor: value };
      });
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(purchase, cuts, (whole, shares) => {
        let left = whole;
        let moneyMinor = 0;
        for (const share of [...shares, 1]) {
          const leftMinor = left.totalMinor - left.refundedMinor;
          const amount = share === 1 ? leftMinor : Math.max(1, Math.floor(leftMinor * share));
          if (leftMinor === 0) break;
          const part = shareOfRefund(left, amount);
          expect(part.moneyMinor).toBeGreaterThanOrEqual(0);
          expect(part.returnedPoints).toBeGreaterThanOrEqual(0);
          moneyMinor += part.moneyMinor;
          left = {
            ...left,
            refundedMinor: left.refundedMinor + amount,
            returnedPoints: left.returnedPoints + part.returnedPoints,
          };
        }
        expect(left).toMatchObject({
          refundedMinor: whole.totalMinor,
          returnedPoints: whole.redeemedPoints,
        });
        expect(moneyMinor).toBe(whole.totalMinor - whole.redeemedPoints * whole.pointValueMinor);
      }),
      {
        // Paid with points alone, and a first refund of less than one point.
        examples: [
          [
            {
              ...paid,
              totalMinor: 999_990,
              refundedMinor: 0,
              redeemedPoints: 2_439,
              returnedPoints: 0,
              pointValueMinor: 410,
            },
            [0],
          ],
        ],
        numRuns: 300,
      },
    );
  });

  it('by pieces adds up to the line, whatever the steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(1e6), fc.nat(50), (quantity, netMinor, first) => {
        const line = bought(quantity, netMinor);
        const step = Math.min(first, quantity);
        const rest = netOfPieces({ ...line, refundedQuantity: step }, quantity - step);
        expect(netOfPieces(line, step) + rest).toBe(netMinor);
      }),
    );
  });

  it('by amount lowers every line by its share, by pieces only the line itself', () => {
    const lines = [bought(2, 10_000), bought(1, 5_000, { baseMinor: 0 })];
    expect(leftLines(lines, 3_000).map(({ netMinor, baseMinor }) => [netMinor, baseMinor])).toEqual([
      [8_000, 8_000],
      [4_000, 0],
    ]);
    const onePiece = [bought(2, 10_000, { refundedQuantity: 1 }), bought(1, 5_000)];
    expect(leftLines(onePiece, 5_000).map(({ quantity, netMinor }) => [quantity, netMinor])).toEqual([
      [1, 5_000],
      [1, 5_000],
    ]);
  });

  it('leaves no line below nothing, and of all leaves nothing', () => {
    const list = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 9 }),
        net: fc.nat(1e6),
        back: fc.nat(9),
        base: fc.nat(100),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(list, fc.double({ min: 0, max: 1, noNaN: true }), (drafts, share) => {
        const lines = drafts.map(({ quantity, net, back, base }) =>
          bought(quantity, net, {
            refundedQuantity: Math.min(back, quantity),
            baseMinor: Math.floor((net * base) / 100),
          }),
        );
        const total = lines.reduce((sum, { netMinor }) => sum + netMinor, 0);
        const byPieces = lines.reduce(
          (sum, line) => sum + netOfPieces({ ...line, refundedQuantity: 0 }, line.refundedQuantity),
          0,
        );
        const refunded = byPieces + Math.floor((total - byPieces) * share);
        const left = leftLines(lines, refunded);
        expect(left.reduce((sum, { netMinor }) => sum + netMinor, 0)).toBe(total - refunded);
        for (const { netMinor, baseMinor } of left) {
          expect(netMinor).toBeGreaterThanOrEqual(0);
          expect(baseMinor).toBeGreaterThanOrEqual(0);
        }
        expect(
          leftLines(lines, total).every(({ netMinor, baseMinor }) => netMinor === 0 && baseMinor === 0),
        ).toBe(true);
      }),
    );
  });
});
