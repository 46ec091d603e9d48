/** What happens to tiers by the calendar and after a change of the levels: falls, warnings, and counting everybody. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { defineJob, type Schedule } from '../platform/jobs.ts';
import { recountCustomers } from './recount.ts';
import { warnOfDropsJob } from './warn.jobs.ts';

const forBrand = z.object({ brandId: z.uuid() });
const batchSize = 500;
const batchLimit = 20_000;
const batchMilliseconds = 60_000;

/** Everybody is counted by the levels saved last; a save meanwhile begins again. */
export const recountTiersJob = defineJob({
  name: 'tiers.recount',
  payload: forBrand,
  async run(deps, { brandId }) {
    const { prisma } = deps.db;
    const programme = await prisma.tierProgramme.findUnique({ where: { brandId } });
    if (!programme?.isActive) return;
    let after = '00000000-0000-0000-0000-000000000000';
    for (let batch = 0; batch < batchLimit; batch++) {
      const rows = await prisma.customer.findMany({
        where: { brandId, deletedAt: null, id: { gt: after } },
        orderBy: { id: 'asc' },
        take: batchSize,
        select: { id: true },
      });
      const last = rows.at(-1);
      if (!last) break;
      await recountBatch(
        deps,
        brandId,
        rows.map(({ id }) => id),
        'programme_changed',
      );
      after = last.id;
    }
    await prisma.tierProgramme.updateMany({
      where: { brandId, version: programme.version },
      data: { appliedVersion: programme.version },
    });
  },
});

/** Writes the falls whose hour has come; readers see them from that very instant, with or without this job. */
export const dropTiersJob = defineJob({
  name: 'tiers.drop',
  payload: forBrand,
  async run(deps, { brandId }) {
    for (let batch = 0; batch < batchLimit; batch++) {
      const rows = await deps.db.prisma.customerTier.findMany({
        where: { brandId, dropsAt: { lte: deps.clock.now() } },
        orderBy: { dropsAt: 'asc' },
        take: batchSize,
        select: { customerId: true },
      });
      if (rows.length === 0) return;
      await recountBatch(
        deps,
        brandId,
        rows.map(({ customerId }) => customerId),
        'calendar',
      );
      if (rows.length < batchSize) return;
    }
  },
});

export const tierJobs = [recountTiersJob, dropTiersJob, warnOfDropsJob];

export const tierSchedules: readonly Schedule[] = [
  { cron: '*/5 * * * *', job: dropTiersJob, runsFor: 'eachBrand' },
  { cron: '11 * * * *', job: warnOfDropsJob, runsFor: 'eachBrand' },
];

async function recountBatch(
  deps: Deps,
  brandId: string,
  customerIds: readonly string[],
  cause: 'programme_changed' | 'calendar',
): Promise<void> {
  await deps.db.prisma.$transaction((tx) => recountCustomers(tx, deps, { brandId, customerIds, cause }), {
    timeout: batchMilliseconds,
  });
}
