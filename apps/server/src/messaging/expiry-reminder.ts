/** Reminds people of points that expire soon: once for all that end on the same day, at a decent hour. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { defineJob } from '../platform/jobs.ts';
import { type Outgoing, send } from './send.ts';
import { findVoices } from './voices.ts';
import { expiryText, screenButton } from './wallet.words.ts';

const dayMilliseconds = 86_400_000;
const firstHour = 10;
const lastHour = 20;
const batchSize = 500;
const batchLimit = 200;

export const remindExpiryJob = defineJob({
  name: 'messaging.remind-expiry',
  payload: z.object({ brandId: z.uuid() }),
  async run(deps, { brandId }) {
    const brand = await deps.db.prisma.brand.findUnique({ where: { id: brandId }, select: { zone: true } });
    if (!brand) return;
    const hour = hourIn(brand.zone, deps.clock.now());
    if (hour < firstHour || hour >= lastHour) return;
    for (let batch = 0; batch < batchLimit; batch++) {
      if ((await remindBatch(deps, brandId, brand.zone)) < batchSize) return;
    }
  },
});

interface ExpiringGroup {
  customerId: string;
  points: number;
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
    // Grouped by day in the brand's zone; the key of the delivery is what makes it once.
    const groups = await tx.$queryRaw<ExpiringGroup[]>`
      select * from (
        select l.customer_id as "customerId", sum(l.remaining)::float8 as points,
          min(l.expires_at) as "expiresAt",
          'expiry:' || l.customer_id || ':' || (l.expires_at at time zone ${zone})::date as "dedupeKey"
          from lot l join customer c on c.brand_id = ${brandId}::uuid and c.id = l.customer_id
         where l.brand_id = ${brandId}::uuid and l.state = 'active' and l.remaining > 0
           and l.expires_at > ${now} and l.expires_at <= ${until}
           and c.telegram_id is not null and c.deleted_at is null
         group by 1, 4) g
       where not exists (
         select 1 from delivery d where d.brand_id = ${brandId}::uuid and d.dedupe_key = g."dedupeKey")
       limit ${batchSize}`;
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

function hourIn(zone: string, at: Date): number {
  return Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(at),
  );
}
