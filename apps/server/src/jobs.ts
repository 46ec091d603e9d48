/** The one list of jobs, event subscribers and schedules. */
import { handOutJob, type Subscriber } from './platform/dispatcher.ts';
import type { Job, Schedule } from './platform/jobs.ts';

/** Who hears of what happened. */
export const subscribers: readonly Subscriber[] = [];

export const jobs: readonly Job[] = [handOutJob(subscribers)];

/** Times are UTC; what depends on a brand's day looks at the brand's zone itself. */
export const schedules: readonly Schedule[] = [];
