/** Deletes what is kept only for a while: cards, bodies of safe repeats, handled updates, webhook deliveries, old events. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { defineJob } from '../platform/jobs.ts';

const batchSize = 5_000;
const batchLimit = 200;

interface Rule {
  table: string;
  /** A column of the key, by which a batch is chosen; `ctid` would not survive a distributed table. */
  key: string;
  where: string;
  daysKept: number;
}

/** Names and conditions are this file's own constants; nothing from outside enters the text. */
const rules: readonly Rule[] = [
  // A scanned card stays a day, to explain a dispute at the till.
  { table: 'card', key: 'card_hash', where: 'expires_at < $2', daysKept: 1 },
  { table: 'telegram_update', key: 'update_id', where: 'handled_at < $2 and error is null', daysKept: 7 },
  { table: 'telegram_update', key: 'update_id', where: 'handled_at < $2', daysKept: 30 },
  { table: 'event_handled', key: 'event_id', where: 'handled_at < $2', daysKept: 90 },
  { table: 'event', key: 'id', where: 'occurred_at < $2', daysKept: 400 },
  // What waits is younger than its schedule; attempts go with their delivery.
  { table: 'webhook_delivery', key: 'id', where: 'created_at < $2', daysKept: 30 },
  { table: 'dead_letter', key: 'id', where: 'at < $2', daysKept: 90 },
];

/** Answers of safe repeats live a week; the key on an entry or purchase stays for ever. */
const repeatDaysKept = 7;

export const cleanUpJob = defineJob({
  name: 'system.clean-up',
  payload: z.object({ brandId: z.uuid() }),
  async run(deps, { brandId }) {
    for (const rule of rules) {
      await inBatches(deps, rule.daysKept, brandId, {
        text: `delete from ${rule.table} where brand_id = $1 and ${rule.key} in (
          select ${rule.key} from ${rule.table} where brand_id = $1 and ${rule.where} limit ${batchSize})
          and ${rule.where}`,
      });
    }
    await inBatches(deps, repeatDaysKept, brandId, {
      text: `delete from idempotency_key where brand_id = $1 and (caller, route, key) in (
        select caller, route, key from idempotency_key where brand_id = $1 and created_at < $2 limit ${batchSize})`,
    });
  },
});

async function inBatches(deps: Deps, daysKept: number, brandId: string, { text }: { text: string }) {
  const before = new Date(deps.clock.now().getTime() - daysKept * 86_400_000);
  for (let batch = 0; batch < batchLimit; batch++) {
    const { rowCount } = await deps.db.pool.query(text, [brandId, before]);
    if ((rowCount ?? 0) < batchSize) return;
  }
}
