/** Works imports through in the background, and lets uploaded files go when their days are over. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { defineJob, type Schedule } from '../platform/jobs.ts';
import { workImport } from './work.ts';

const dayMilliseconds = 86_400_000;

/** A lost connection is tried again for hours; each try goes on where the last one stopped. */
export const workImportJob = defineJob({
  name: 'imports.work',
  payload: z.object({ brandId: z.uuid(), importId: z.uuid() }),
  maxAttempts: 20,
  run: (deps, { brandId, importId }) => workImport(deps, brandId, importId),
});

/** Files hold personal data, so they stay only as long as somebody may want to go on with them. */
export const forgetFilesJob = defineJob({
  name: 'imports.forget-files',
  payload: z.object({ brandId: z.uuid() }),
  async run(deps, { brandId }) {
    await forgetAbandoned(deps, brandId);
    const { prisma } = deps.db;
    const due = await prisma.import.findMany({
      where: {
        brandId,
        fileUntil: { lte: deps.clock.now() },
        state: { notIn: ['checking', 'running', 'uploading'] },
      },
      select: { id: true },
    });
    for (const { id } of due) {
      await prisma.$transaction([
        prisma.importChunk.deleteMany({ where: { brandId, importId: id } }),
        prisma.import.updateMany({ where: { brandId, id }, data: { fileUntil: null } }),
      ]);
    }
  },
});

/** Uploads that broke off with their server. */
async function forgetAbandoned(deps: Deps, brandId: string): Promise<void> {
  const yesterday = new Date(deps.clock.now().getTime() - dayMilliseconds);
  await deps.db.prisma.import.deleteMany({
    where: { brandId, state: 'uploading', createdAt: { lt: yesterday } },
  });
}

export const importJobs = [workImportJob, forgetFilesJob];

export const importSchedules: readonly Schedule[] = [
  { cron: '23 * * * *', job: forgetFilesJob, runsFor: 'eachBrand' },
];
