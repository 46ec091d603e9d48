/** An invented purchase is asked about as it was invented, and only once it is whole. */
import { simulationBody as contract } from '@regulars/contracts/earning-admin';
import { describe, expect, it } from 'vitest';
import { emptySimulation, newLine, simulationBody } from './simulation-draft.ts';

const draft = emptySimulation('ru', 100);

describe('the question to the simulator', () => {
  it('fits the contract as it begins, and with everything filled in', () => {
    const whole = simulationBody(
      {
        ...draft,
        at: '2027-03-01T05:00:00.000Z',
        bill: 'lines',
        lines: [{ ...newLine('Кофе', 20_000), discountMinor: 500 }],
        channel: ' delivery ',
        redeem: 'max',
        policy: 'all',
        invented: { ...draft.invented, birthday: '2000-05-17', isMember: false, source: ' vk ' },
      },
      null,
    );
    expect(contract.safeParse(simulationBody(draft, null)).success).toBe(true);
    expect(contract.parse(whole)).toMatchObject({
      customer: { birthday: '05-17', joinedDaysAgo: null, source: 'vk' },
      purchase: {
        channel: 'delivery',
        redeemPoints: 'max',
        lines: [{ id: '1', category: 'Кофе', quantity: 1, unitPriceMinor: 20_000, discountMinor: 500 }],
      },
    });
  });

  it('waits for a sum, a price and a customer', () => {
    expect(simulationBody({ ...draft, totalMinor: Number.NaN }, null)).toBeNull();
    expect(simulationBody({ ...draft, bill: 'lines', lines: [newLine('', Number.NaN)] }, null)).toBeNull();
    expect(simulationBody({ ...draft, who: 'known' }, null)).toBeNull();
    const id = '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10';
    expect(simulationBody({ ...draft, who: 'known', customerId: id }, null)?.customer).toEqual({ id });
  });
});
