/** Work that failed for good: kept where staff see it, and put back in the queue when they say so. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { Tx } from './db.ts';
import { addJobByName } from './jobs.ts';
import { withoutTokens } from './log.ts';
import type { Random } from './random.ts';
import { Refusal } from './refusal.ts';

const errorLengthLimit = 2_000;
const ofBrand = z.looseObject({ brandId: z.uuid() });

export interface FailedWork {
  job: string;
  payload: unknown;
  error: unknown;
  attempts: number;
}

/** Work that belongs to no brand has nobody to show it to: the log is its only place. */
export async function bury(deps: Deps, work: FailedWork): Promise<void> {
  deps.log.error({ err: work.error, job: work.job, attempts: work.attempts }, 'a job failed for good');
  deps.metrics.jobs.inc({ job: work.job, result: 'dead' });
  const payload = ofBrand.safeParse(work.payload);
  if (payload.success) await writeDeadLetter(deps.db.prisma, deps.random, payload.data.brandId, work);
}

export async function writeDeadLetter(
  tx: Tx,
  random: Random,
  brandId: string,
  work: FailedWork,
): Promise<void> {
  const text = work.error instanceof Error ? work.error.message : String(work.error);
  await tx.deadLetter.create({
    data: {
      brandId,
      id: random.id(),
      job: work.job,
      payload: JSON.parse(JSON.stringify(work.payload)),
      error: withoutTokens(text).slice(0, errorLengthLimit),
      attempts: work.attempts,
    },
  });
}

/** Puts it back in the queue once; a second press finds nothing to do. Refuses `dead_letter_not_found`. */
export async function retryDeadLetter(deps: Deps, brandId: string, id: string): Promise<{ job: string }> {
  return deps.db.prisma.$transaction(async (tx) => {
    const letter = await tx.deadLetter.findUnique({ where: { brandId_id: { brandId, id } } });
    if (!letter) throw new Refusal('dead_letter_not_found');
    const { count } = await tx.deadLetter.updateMany({
      where: { brandId, id, retriedAt: null },
      data: { retriedAt: deps.clock.now() },
    });
    if (count === 1) await addJobByName(tx, letter.job, letter.payload);
    return { job: letter.job };
  });
}
