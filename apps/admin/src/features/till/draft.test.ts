/** What is sent to the server is what the cashier sees. */
import { routes } from '@regulars/contracts';
import { describe, expect, it } from 'vitest';
import {
  type Draft,
  emptyDraft,
  emptyLine,
  purchaseBodyOf,
  type TillCustomer,
  totalMinorOf,
} from './draft.ts';

const customer: TillCustomer = {
  id: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10',
  firstName: 'Анна',
  lastName: null,
  username: null,
  photoUrl: null,
  phone: null,
  joinedAt: null,
  reachability: 'reachable',
  marketingConsent: false,
  wallet: { available: 100, pending: 0, held: 0 },
  purchasesCount: 0,
  spentMinor: 0,
  lastPurchaseAt: null,
  tier: null,
};
const draft = (change: Partial<Draft>): Draft => ({ ...emptyDraft('T-1'), customer, ...change });

describe('purchaseBodyOf', () => {
  it('is null until there are a customer, an amount and a receipt', () => {
    expect(purchaseBodyOf(draft({}), { digits: 2, shopId: null, redeemPoints: 0 })).toBeNull();
    expect(
      purchaseBodyOf(draft({ amount: '350', customer: null }), { digits: 2, shopId: null, redeemPoints: 0 }),
    ).toBeNull();
    expect(
      purchaseBodyOf(draft({ amount: '350', receipt: ' ' }), { digits: 2, shopId: null, redeemPoints: 0 }),
    ).toBeNull();
  });
  it('sends the total and the points', () => {
    const body = purchaseBodyOf(draft({ amount: '350.5' }), { digits: 2, shopId: null, redeemPoints: 40 });
    expect(body).toEqual({ externalId: 'T-1', customerId: customer.id, totalMinor: 35050, redeemPoints: 40 });
    expect(routes.tillPurchase.body.safeParse(body).success).toBe(true);
  });
  it('sends lines with a price, with the discount never above the line', () => {
    const lines = [
      { ...emptyLine('1'), name: ' Капучино ', quantity: 2, price: '250', discount: '50' },
      { ...emptyLine('2'), price: '100', discount: '500', earns: false },
      emptyLine('3'),
    ];
    const filled = draft({ mode: 'lines', lines });
    const body = purchaseBodyOf(filled, { digits: 2, shopId: null, redeemPoints: 0 });
    expect(totalMinorOf(filled, 2)).toBe(45000);
    expect(body?.lines).toEqual([
      { id: '1', name: 'Капучино', quantity: 2, unitPriceMinor: 25000, discountMinor: 5000 },
      { id: '2', quantity: 1, unitPriceMinor: 10000, discountMinor: 10000, earns: false },
    ]);
    expect(routes.tillPurchase.body.safeParse(body).success).toBe(true);
  });
});
