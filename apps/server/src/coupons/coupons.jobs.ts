/** What happens to coupons by the calendar: they end, and people are reminded before. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { type Outgoing, send } from '../messaging/send.ts';
import { findVoices } from '../messaging/voices.ts';
import { screenButton } from '../messaging/wallet.words.ts';
import { isDecentHour } from '../platform/clock.ts';
import { emitAll } from '../platform/events.ts';
import { defineJob, type Schedule } from '../platform/jobs.ts';
import { endingText } from './coupon.words.ts';
import { generateJob } from './generate.jobs.ts';
import { promisesOf } from './promises.ts';

const forBrand = z.object({ brandId: z.uuid() });
const batchSize = 500;
const batchLimit = 1_000;
const dayMilliseconds = 86_400_000;

/** Safe to run twice and in two processes: what one has ended is no longer open for the other. */
export const expireCouponsJob = defineJob({
  name: 'coupons.expire',
  payload: forBrand,
  async run(deps, { brandId }) {
    for (let batch = 0; batch < batchLimit; batch++) {
      if ((await expireBatch(deps, brandId)) < batchSize) return;
    }
  },
});

interface Ended {
  id: string;
  customerId: string | null;
  poolId: string | null;
  rewardId: string | null;
  expiresAt: Date;
}

/** What an open hold reserves is left to it. Codes that were nobody's end without a word. */
async function expireBatch(deps: Deps, brandId: string): Promise<number> {
  const now = deps.clock.now();
  return deps.db.prisma.$transaction(async (tx) => {
    const ended = await tx.$queryRaw<Ended[]>`
      update coupon c set state = 'expired' where c.brand_id = ${brandId}::uuid and c.id in (
        select id from coupon o where o.brand_id = ${brandId}::uuid and o.state = 'issued' and o.expires_at <= ${now}
          and not exists (select from hold h where h.brand_id = ${brandId}::uuid and h.id = o.hold_id
            and h.state = 'held' and h.expires_at > ${now})
        order by o.expires_at limit ${batchSize} for update skip locked)
      returning c.id, c.customer_id as "customerId", c.pool_id as "poolId", c.reward_id as "rewardId",
        c.expires_at as "expiresAt"`;
    const told = ended
      .filter(({ customerId }) => customerId !== null)
      .map(({ id, customerId, poolId, rewardId, expiresAt }) => ({
        brandId,
        type: 'coupon.expired',
        customerId,
        payload: { couponId: id, poolId, rewardId },
        occurredAt: expiresAt,
      }));
    await emitAll(tx, deps.random, told);
    return ended.length;
  });
}

/** Once for all that end on the same day, at a decent hour; as early as the programme reminds of points. */
export const remindCouponsJob = defineJob({
  name: 'coupons.remind',
  payload: forBrand,
  async run(deps, { brandId }) {
    const brand = await deps.db.prisma.brand.findUnique({ where: { id: brandId }, select: { zone: true } });
    if (!brand || !isDecentHour(brand.zone, deps.clock.now())) return;
    for (let batch = 0; batch < batchLimit; batch++) {
      if ((await remindBatch(deps, brandId, brand.zone)) < batchSize) return;
    }
  },
});

interface Ending {
  customerId: string;
  couponIds: string[];
  expiresAt: Date;
  dedupeKey: string;
}

async function remindBatch(deps: Deps, brandId: string, zone: string): Promise<number> {
  const now = deps.clock.now();
  return deps.db.prisma.$transaction(async (tx) => {
    const programme = await tx.programmeVersion.findFirst({
      where: { brandId },
      orderBy: { version: 'desc' },
      select: { expiryReminderDays: true },
    });
    const days = programme?.expiryReminderDays ?? 0;
    if (days === 0) return 0;
    const until = new Date(now.getTime() + days * dayMilliseconds);
    // What was given for less time than that needs no reminder: the person has just heard of it.
    const groups = await tx.$queryRaw<Ending[]>`
      select c.customer_id as "customerId", array_agg(c.id order by c.id) as "couponIds",
        min(c.expires_at) as "expiresAt",
        'coupon:' || c.customer_id || ':' || (c.expires_at at time zone ${zone})::date as "dedupeKey"
      from coupon c join customer k on k.brand_id = ${brandId}::uuid and k.id = c.customer_id
      where c.brand_id = ${brandId}::uuid and c.state = 'issued' and c.reminded_at is null
        and c.expires_at > ${now} and c.expires_at <= ${until}
        and c.issued_at <= ${now}::timestamptz - interval '1 day'
        and k.telegram_id is not null and k.deleted_at is null
      group by 1, 4 limit ${batchSize}`;
    const couponIds = groups.flatMap((group) => group.couponIds);
    const promises = await promisesOf(tx, brandId, couponIds);
    const voices = await findVoices(
      tx,
      brandId,
      groups.map(({ customerId }) => customerId),
    );
    const messages = groups.flatMap(({ customerId, expiresAt, dedupeKey, ...group }): Outgoing[] => {
      const voice = voices.of(customerId);
      const titles = group.couponIds.flatMap((id) => promises.get(id)?.title ?? []);
      if (!voice || titles.length === 0) return [];
      return [
        {
          customerId,
          class: 'service',
          kind: 'coupon.ending',
          text: endingText(voice, { titles, expiresAt }),
          buttons: [screenButton(voice.language, 'coupons')],
          priority: 'automation',
          dedupeKey,
          expiresAt,
        },
      ];
    });
    await send(tx, deps.random, { brandId, now, messages });
    await tx.coupon.updateMany({ where: { brandId, id: { in: couponIds } }, data: { remindedAt: now } });
    return groups.length;
  });
}

export const couponJobs = [generateJob, expireCouponsJob, remindCouponsJob];

export const couponSchedules: readonly Schedule[] = [
  { cron: '*/5 * * * *', job: expireCouponsJob, runsFor: 'eachBrand' },
  { cron: '25 * * * *', job: remindCouponsJob, runsFor: 'eachBrand' },
];
