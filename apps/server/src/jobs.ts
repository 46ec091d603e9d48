/** The one list of jobs, event subscribers and schedules. */
import { handleAgainJob } from './bots/updates.ts';
import { couponMessages } from './coupons/coupon-messages.ts';
import { couponJobs, couponSchedules } from './coupons/coupons.jobs.ts';
import { birthdaySchedules, payBirthdaysJob } from './earning/birthdays.jobs.ts';
import { importJobs, importSchedules } from './imports/imports.jobs.ts';
import { ledgerJobs, ledgerSchedules } from './ledger/ledger.jobs.ts';
import { remindExpiryJob } from './messaging/expiry-reminder.ts';
import { walletMessages } from './messaging/wallet-messages.ts';
import { handOutJob, type Subscriber } from './platform/dispatcher.ts';
import type { Job, Schedule } from './platform/jobs.ts';
import { receiptMessages } from './receipts/receipt-messages.ts';
import { receiptJobs, receiptSchedules } from './receipts/receipts.jobs.ts';
import { cleanUpJob } from './system/clean-up.ts';
import { tierRecount } from './tiers/hear-events.ts';
import { tierMessages } from './tiers/tier-messages.ts';
import { tierJobs, tierSchedules } from './tiers/tiers.jobs.ts';
import { webhookQueue } from './webhooks/queue-events.ts';
import { deliverWebhooksJob, wakeWebhooksJob, webhookSchedules } from './webhooks/webhooks.jobs.ts';

/** Who hears of what happened. */
export const subscribers: readonly Subscriber[] = [
  walletMessages,
  couponMessages,
  tierRecount,
  tierMessages,
  receiptMessages,
  webhookQueue,
];

export const jobs: readonly Job[] = [
  handOutJob(subscribers),
  handleAgainJob,
  remindExpiryJob,
  cleanUpJob,
  wakeWebhooksJob,
  payBirthdaysJob,
  ...importJobs,
  ...ledgerJobs,
  ...couponJobs,
  ...tierJobs,
  ...receiptJobs,
];

/** They wait for strangers' servers, so they run apart, many at a time, and hold up no other job. */
export const waitingJobs: readonly Job[] = [deliverWebhooksJob];

/** Times are UTC; what depends on a brand's day looks at the brand's zone itself. */
export const schedules: readonly Schedule[] = [
  { cron: '5 * * * *', job: remindExpiryJob, runsFor: 'eachBrand' },
  { cron: '17 * * * *', job: cleanUpJob, runsFor: 'eachBrand' },
  ...birthdaySchedules,
  ...importSchedules,
  ...ledgerSchedules,
  ...couponSchedules,
  ...tierSchedules,
  ...receiptSchedules,
  ...webhookSchedules,
];
