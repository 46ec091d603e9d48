/** What happens to points by the calendar: lots wake, lots expire; and every night the sums are compared. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { hourIn } from '../platform/clock.ts';
import { defineJob, type Schedule } from '../platform/jobs.ts';
import { checkBrand } from './check-ledger.ts';
import { settleDue } from './due.ts';
import { endInactiveLots } from './inactivity.sql.ts';
import { post } from './optimistic.ts';
import { type Draft, openDraft } from './wallet-state.ts';
import { readWallets, type WalletsState } from './wallet.state.sql.ts';
import { writeMoves } from './write.sql.ts';

const forBrand = z.object({ brandId: z.uuid() });
const walletsPerBatch = 100;
const batchLimit = 1_000;
const lastNightHour = 3;

/** Safe to run twice and in two processes: what the first one moved is no longer due for the second. */
export const settleDueJob = defineJob({
  name: 'ledger.settle-due',
  payload: forBrand,
  async run(deps, { brandId }) {
    for (let batch = 0; batch < batchLimit; batch++) {
      const customerIds = await dueCustomers(deps, brandId);
      if (customerIds.length === 0) return;
      if ((await settleWallets(deps, brandId, customerIds)) === 0) return;
    }
  },
});

/** In the small hours of the brand's zone: ends of days are midnights there. */
export const endInactiveJob = defineJob({
  name: 'ledger.end-inactive',
  payload: forBrand,
  async run(deps, { brandId }) {
    const brand = await deps.db.prisma.brand.findUnique({ where: { id: brandId }, select: { zone: true } });
    if (!brand || hourIn(brand.zone, deps.clock.now()) > lastNightHour) return;
    for (let batch = 0; batch < batchLimit; batch++) {
      if ((await endInactiveLots(deps, brandId)) === 0) return;
    }
  },
});

export const checkLedgerJob = defineJob({
  name: 'ledger.check',
  payload: forBrand,
  async run(deps, { brandId }) {
    const { mismatches } = await checkBrand(deps.db.pool, brandId);
    deps.metrics.jobs.inc({ job: 'ledger.check', result: mismatches.length === 0 ? 'equal' : 'mismatch' });
    for (const mismatch of mismatches) deps.log.error({ brandId, mismatch }, 'ledger does not add up');
  },
});

export const ledgerJobs = [settleDueJob, endInactiveJob, checkLedgerJob];

export const ledgerSchedules: readonly Schedule[] = [
  { cron: '* * * * *', job: settleDueJob, runsFor: 'eachBrand' },
  { cron: '4 * * * *', job: endInactiveJob, runsFor: 'eachBrand' },
  { cron: '41 2 * * *', job: checkLedgerJob, runsFor: 'eachBrand' },
];

async function dueCustomers(deps: Deps, brandId: string): Promise<string[]> {
  const { rows } = await deps.db.posting.query<{ customer_id: string }>({
    name: 'due-customers',
    text: `select distinct customer_id from (
        (select customer_id from lot where brand_id = $1 and state = 'active' and expires_at <= $2
          order by expires_at limit $3)
        union all
        (select customer_id from lot where brand_id = $1 and state = 'pending' and active_from <= $2
          order by active_from limit $3)) due
      order by customer_id limit $3`,
    values: [brandId, deps.clock.now(), walletsPerBatch],
  });
  return rows.map((row) => row.customer_id);
}

/** Answers how many entries it made; none means that another process was faster. */
async function settleWallets(deps: Deps, brandId: string, customerIds: readonly string[]): Promise<number> {
  const now = deps.clock.now();
  const draft = await post<WalletsState, Draft>(deps.db.posting, brandId, {
    read: (run, lotLimit) =>
      readWallets(run, { brandId, customerIds, postingKey: '', lotLimit, now, lots: 'due' }),
    customerIds: () => customerIds,
    plan: (state) => {
      const planned = openDraft(brandId, now, deps.random);
      for (const wallet of state.wallets) settleDue(planned, wallet);
      return planned;
    },
    write: (run, planned) =>
      planned.wallets.size === 0 ? Promise.resolve(true) : writeMoves(run, planned, null),
  });
  for (const customerId of draft.wallets.keys()) deps.live.publish(brandId, customerId);
  return draft.entries.length;
}
