/** Warns people some days before they fall to a lower level: once for each fall, at a decent hour. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { type Outgoing, send } from '../messaging/send.ts';
import { findVoices } from '../messaging/voices.ts';
import { screenButton } from '../messaging/wallet.words.ts';
import { isDecentHour } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import { defineJob } from '../platform/jobs.ts';
import { readStandings } from './recount.ts';
import { readTiers, type Tiers } from './tier-programme.ts';
import { dropText } from './tier.words.ts';

const dayMilliseconds = 86_400_000;
const batchSize = 300;
const batchLimit = 1_000;

export const warnOfDropsJob = defineJob({
  name: 'tiers.warn',
  payload: z.object({ brandId: z.uuid() }),
  async run(deps, { brandId }) {
    const tiers = await readTiers(deps.db.prisma, brandId);
    if (!tiers || tiers.warningDays === 0) return;
    if (!isDecentHour(tiers.zone, deps.clock.now())) return;
    for (let batch = 0; batch < batchLimit; batch++) {
      if ((await warnBatch(deps, brandId, tiers)) < batchSize) return;
    }
  },
});

async function warnBatch(deps: Deps, brandId: string, tiers: Tiers): Promise<number> {
  const now = deps.clock.now();
  return deps.db.prisma.$transaction(async (tx) => {
    const coming = await findComing(tx, brandId, { now, days: tiers.warningDays });
    const customerIds = coming.map(({ customerId }) => customerId);
    const voices = await findVoices(tx, brandId, customerIds);
    const standings = await readStandings(tx, tiers, { brandId, customerIds, now });
    const messages = coming.flatMap(({ customerId, dedupeKey }): Outgoing[] => {
      const voice = voices.of(customerId);
      const standing = standings.get(customerId);
      const level = standing && tiers.levels[standing.rank];
      if (!voice || !standing?.fall || !level) return [];
      const { fall, place, rank } = standing;
      const to = tiers.levels[fall.rank];
      const text = dropText(voice, {
        name: { ru: level.nameRu, en: level.nameEn },
        to: to ? { ru: to.nameRu, en: to.nameEn } : null,
        lastDay: new Date(fall.at.getTime() - 1),
        basis: tiers.basis,
        missing: fall.reason === 'period_ended' && rank === place.rank ? place.missingToKeep : null,
      });
      return [
        {
          customerId,
          class: 'service',
          kind: 'tier.drop_soon',
          text,
          buttons: [screenButton(voice.language, 'home')],
          priority: 'automation',
          dedupeKey,
          expiresAt: fall.at,
        },
      ];
    });
    await send(tx, deps.random, { brandId, now, messages });
    return coming.length;
  });
}

/** The key of the delivery is what makes a warning once. */
function findComing(tx: Tx, brandId: string, { now, days }: { now: Date; days: number }) {
  const until = new Date(now.getTime() + days * dayMilliseconds);
  return tx.$queryRaw<{ customerId: string; dedupeKey: string }[]>`
    select * from (
      select k.customer_id as "customerId",
        'tier-drop:' || k.customer_id || ':' || extract(epoch from k.drops_at)::int8 as "dedupeKey"
      from customer_tier k join customer c on c.brand_id = ${brandId}::uuid and c.id = k.customer_id
      where k.brand_id = ${brandId}::uuid and k.drops_at > ${now}::timestamptz and k.drops_at <= ${until}::timestamptz
        and c.telegram_id is not null and c.deleted_at is null) d
    where not exists (
      select from delivery where brand_id = ${brandId}::uuid and dedupe_key = d."dedupeKey")
    limit ${batchSize}`;
}
