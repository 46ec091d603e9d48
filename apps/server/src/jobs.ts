/** The one list of jobs, event subscribers and schedules. */
import { handleAgainJob } from './bots/updates.ts';
import { ledgerJobs, ledgerSchedules } from './ledger/ledger.jobs.ts';
import { remindExpiryJob } from './messaging/expiry-reminder.ts';
import { walletMessages } from './messaging/wallet-messages.ts';
import { handOutJob, type Subscriber } from './platform/dispatcher.ts';
import type { Job, Schedule } from './platform/jobs.ts';
import { cleanUpJob } from './system/clean-up.ts';

/** Who hears of what happened. */
export const subscribers: readonly Subscriber[] = [walletMessages];

export const jobs: readonly Job[] = [
  handOutJob(subscribers),
  handleAgainJob,
  remindExpiryJob,
  cleanUpJob,
  ...ledgerJobs,
];

/** Times are UTC; what depends on a brand's day looks at the brand's zone itself. */
export const schedules: readonly Schedule[] = [
  { cron: '5 * * * *', job: remindExpiryJob, runsFor: 'eachBrand' },
  { cron: '17 * * * *', job: cleanUpJob, runsFor: 'eachBrand' },
  ...ledgerSchedules,
];
