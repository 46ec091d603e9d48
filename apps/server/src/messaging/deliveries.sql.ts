/**
 * Takes deliveries and notes their fate. Hand-written, because taking a row, marking it and reading what decides
 * about it must be one round trip: it happens before each message.
 */
import type pg from 'pg';
import type { DeliveryFacts } from './delivery.rules.ts';

export interface TakenDelivery extends DeliveryFacts {
  id: string;
  customerId: string;
  kind: string;
  text: string;
  buttons: unknown;
  attempts: number;
}

/** The next ones by priority, marked as being sent. */
export async function takeDeliveries(
  pool: pg.Pool,
  { brandId, count, now }: { brandId: string; count: number; now: Date },
): Promise<TakenDelivery[]> {
  const { rows } = await pool.query<TakenDelivery & { place: string }>({
    name: 'take-deliveries',
    text: `
      with next as (
        select id, customer_id, message_id, priority from delivery
         where brand_id = $1 and state = 'queued' and not_before <= $3
         order by priority, id limit $2 for update skip locked)
      update delivery d set state = 'sending', attempts = d.attempts + 1
        from next
        join message m on m.brand_id = $1 and m.id = next.message_id
        join customer c on c.brand_id = $1 and c.id = next.customer_id
       where d.brand_id = $1 and d.id = next.id
      returning d.id, d.customer_id as "customerId", d.text, d.buttons, d.attempts, d.expires_at as "expiresAt",
        m.class, m.kind, m.topic, c.telegram_id as "telegramId", c.reachability,
        c.marketing_consent as "marketingConsent", c.topics, c.deleted_at is not null as "isDeleted",
        d.priority || '/' || d.id as place`,
    values: [brandId, count, now],
  });
  return rows.sort((left, right) => (left.place < right.place ? -1 : 1));
}

export interface Outcome {
  state: 'sent' | 'skipped' | 'failed' | 'unknown';
  skipReason?: string;
  telegramMessageId?: number;
  error?: string;
  now: Date;
}

/** Only the one who is sending it may end it. */
export async function endDelivery(
  pool: pg.Pool,
  brandId: string,
  id: string,
  outcome: Outcome,
): Promise<void> {
  await pool.query({
    name: 'end-delivery',
    text: `update delivery set state = $3, skip_reason = $4, telegram_message_id = $5, error = $6,
             sent_at = case when $3 = 'sent' then $7::timestamptz end
       where brand_id = $1 and id = $2 and state = 'sending'`,
    values: [
      brandId,
      id,
      outcome.state,
      outcome.skipReason ?? null,
      outcome.telegramMessageId ?? null,
      outcome.error ?? null,
      outcome.now,
    ],
  });
}

/** Back to its place in the queue; a try that surely sent nothing does not count. */
export async function requeueDelivery(
  pool: pg.Pool,
  brandId: string,
  id: string,
  { notBefore, isUncounted, error }: { notBefore: Date; isUncounted: boolean; error: string },
): Promise<void> {
  await pool.query({
    name: 'requeue-delivery',
    text: `update delivery set state = 'queued', not_before = $3, attempts = attempts - $4, error = $5
       where brand_id = $1 and id = $2 and state = 'sending'`,
    values: [brandId, id, notBefore, isUncounted ? 1 : 0, error],
  });
}

/**
 * What a crash left between sending and sent. Marketing is never repeated; the rest is repeated once, as losing a
 * receipt is worse than seeing it twice.
 */
export async function recoverDeliveries(pool: pg.Pool, brandId: string): Promise<number> {
  const { rowCount } = await pool.query(
    `update delivery d
        set state = case when m.class = 'marketing' or d.attempts >= 2 then 'unknown' else 'queued' end,
            error = 'the sender stopped while sending'
       from message m
      where d.brand_id = $1 and d.state = 'sending' and m.brand_id = $1 and m.id = d.message_id`,
    [brandId],
  );
  return rowCount ?? 0;
}

export async function setReachability(
  pool: pg.Pool,
  brandId: string,
  customerId: string,
  reachability: 'blocked' | 'not_started',
): Promise<void> {
  await pool.query('update customer set reachability = $3 where brand_id = $1 and id = $2', [
    brandId,
    customerId,
    reachability,
  ]);
}
