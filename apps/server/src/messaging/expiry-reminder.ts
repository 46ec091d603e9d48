/** Reminds people of points that expire soon: once for all that end on the same day, at a decent hour. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { joinEnds } from '../ledger/inactivity.sql.ts';
import { isDecentHour } from '../platform/clock.ts';
import { defineJob } from '../platform/jobs.ts';
import { type Outgoing, send } from './send.ts';
import { findVoices } from './voices.ts';
import { expiryText, screenButton } from './wallet.words.ts';

const dayMilliseconds = 86_400_000;
const batchSize = 500;
const batchLimit = 200;

export const remindExpiryJob = defineJob({
  name: 'messaging.remind-expiry',
  payload: z.object({ brandId: z.uuid() }),
  async run(deps, { brandId }) {
    const brand = await deps.db.prisma.brand.findUnique({ where: { id: brandId }, select: { zone: true } });
    if (!brand || !isDecentHour(brand.zone, deps.clock.now())) return;
    for (let batch = 0; batch < batchLimit; batch++) {
      if ((await remindBatch(deps, brandId, brand.zone)) < batchSize) return;
    }
  },
});

/** Where no inactivity is watched, the index on lots' own ends finds them. */
const expiring = (ownEnd: string) => `
  select * from (
    select l.customer_id as "customerId", sum(l.remaining)::float8 as points, min(ends.ends_at) as "expiresAt",
      bool_and(ends.is_by_inactivity) as "isByInactivity",
      'expiry:' || l.customer_id || ':' || (ends.ends_at at time zone $2)::date as "dedupeKey"
      from lot l ${joinEnds}
     where l.brand_id = $1::uuid and l.state = 'active' and l.remaining > 0 ${ownEnd}
       and ends.ends_at > $3 and ends.ends_at <= $4 and kept.telegram_id is not null and kept.deleted_at is null
     group by 1, 5) g
   where not exists (select 1 from delivery d where d.brand_id = $1::uuid and d.dedupe_key = g."dedupeKey")
   limit $5`;

interface ExpiringGroup {
  customerId: string;
  points: number;
  expiresAt: Date;
  isByInactivity: boolean;
  dedupeKey: string;
}

async function remindBatch(deps: Deps, brandId: string, zone: string): Promise<number> {
  const now = deps.clock.now();
  return deps.db.prisma.$transaction(async (tx) => {
    const programme = await tx.programmeVersion.findFirst({
      where: { brandId },
      orderBy: { version: 'desc' },
      select: { expiryReminderDays: true, inactivityMonths: true },
    });
    const days = programme?.expiryReminderDays ?? 0;
    if (days === 0) return 0;
    const until = new Date(now.getTime() + days * dayMilliseconds);
    // Grouped by day in the brand's zone; the key of the delivery is what makes it once.
    const groups = await tx.$queryRawUnsafe<ExpiringGroup[]>(
      expiring(programme?.inactivityMonths === 0 ? 'and l.expires_at > $3 and l.expires_at <= $4' : ''),
      brandId,
      zone,
      now,
      until,
      batchSize,
    );
    const voices = await findVoices(
      tx,
      brandId,
      groups.map((group) => group.customerId),
    );
    const messages = groups.flatMap((group): Outgoing[] => {
      const voice = voices.of(group.customerId);
      if (!voice) return [];
      return [
        {
          customerId: group.customerId,
          class: 'service',
          kind: 'expiry.soon',
          text: expiryText(voice, group),
          buttons: [screenButton(voice.language, 'card')],
          priority: 'automation',
          dedupeKey: group.dedupeKey,
          expiresAt: group.expiresAt,
        },
      ];
    });
    await send(tx, deps.random, { brandId, now, messages });
    return groups.length;
  });
}
