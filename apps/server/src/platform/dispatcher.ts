/** Hands events from the outbox to their subscribers: once each, together with what they write. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { Tx } from './db.ts';
import type { StoredEvent } from './events.ts';
import { addJob, defineJob, type Job } from './jobs.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Wake } from './wake.ts';

const pollMilliseconds = 200;
const batchSize = 200;
const brandsPerRound = 100;
const transactionMilliseconds = 30_000;

export interface Subscriber {
  /** Kept for ever: it tells which events this subscriber has had. */
  name: string;
  events: readonly string[];
  /**
   * All writes go through `tx`, so they and the note that the events were handled stand or fall together. What takes
   * long or leaves the database goes into a job. The events are of one brand, oldest first.
   */
  handle(deps: Deps, tx: Tx, events: readonly StoredEvent[]): Promise<void>;
}

export function startDispatcher(
  deps: Deps,
  wake: Wake,
  subscribers: readonly Subscriber[],
): { stop: () => Promise<void> } {
  const retry = handOutJob(subscribers);
  const loop: Loop = startLoop({
    name: 'dispatcher',
    log: deps.log,
    step: async () => ((await dispatch(deps, subscribers, retry)) ? 0 : pollMilliseconds),
  });
  // Every change of a wallet is told on this channel, throttled and outside the posting's statement.
  const forget = wake.on('live', () => loop.wake());
  return {
    async stop() {
      forget();
      await loop.stop();
    },
  };
}

/** One round over all brands with waiting events; answers whether there was anything. */
export async function dispatch(
  deps: Deps,
  subscribers: readonly Subscriber[],
  retry = handOutJob(subscribers),
): Promise<boolean> {
  const { rows } = await deps.db.pool.query<{ brandId: string }>(
    `select brand_id as "brandId" from outbox group by brand_id limit ${brandsPerRound}`,
  );
  let count = 0;
  for (const { brandId } of rows) count += await dispatchBatch(deps, { brandId, subscribers, retry });
  return count > 0;
}

interface Batch {
  brandId: string;
  subscribers: readonly Subscriber[];
  retry: HandOutJob;
}

/** One transaction: a crash puts the rows back as they were. */
async function dispatchBatch(deps: Deps, { brandId, subscribers, retry }: Batch): Promise<number> {
  return deps.db.prisma.$transaction(
    async (tx) => {
      const events = await takeEvents(tx, brandId);
      for (const subscriber of subscribers) {
        const wanted = events.filter((event) => subscriber.events.includes(event.type));
        if (wanted.length > 0) await handOutOrRetry(deps, tx, { subscriber, events: wanted, retry });
      }
      return events.length;
    },
    { timeout: transactionMilliseconds },
  );
}

async function takeEvents(tx: Tx, brandId: string): Promise<StoredEvent[]> {
  const taken = await tx.$queryRaw<{ eventId: string }[]>`
    delete from outbox where brand_id = ${brandId}::uuid and event_id in (
      select event_id from outbox where brand_id = ${brandId}::uuid
       order by created_at limit ${batchSize} for update skip locked)
    returning event_id as "eventId"`;
  const rows = await tx.event.findMany({
    where: { brandId, id: { in: taken.map((row) => row.eventId) } },
    orderBy: { id: 'asc' },
  });
  return rows.map(toEvent);
}

/** A failing subscriber leaves nothing behind and gets each event again by itself, as a job. */
async function handOutOrRetry(
  deps: Deps,
  tx: Tx,
  work: { subscriber: Subscriber; events: readonly StoredEvent[]; retry: HandOutJob },
): Promise<void> {
  await tx.$executeRaw`savepoint hand_out`;
  try {
    await handOut(deps, tx, work.subscriber, work.events);
    await tx.$executeRaw`release savepoint hand_out`;
  } catch (error) {
    await tx.$executeRaw`rollback to savepoint hand_out`;
    deps.log.warn({ err: error, subscriber: work.subscriber.name }, 'a subscriber failed, its events wait');
    for (const { brandId, id } of work.events) {
      await addJob(tx, work.retry, { brandId, eventId: id, subscriber: work.subscriber.name });
    }
  }
}

async function handOut(
  deps: Deps,
  tx: Tx,
  subscriber: Subscriber,
  events: readonly StoredEvent[],
): Promise<void> {
  const noted = await tx.eventHandled.createManyAndReturn({
    data: events.map(({ brandId, id }) => ({ brandId, eventId: id, subscriber: subscriber.name })),
    skipDuplicates: true,
    select: { eventId: true },
  });
  const fresh = new Set(noted.map((row) => row.eventId));
  const open = events.filter((event) => fresh.has(event.id));
  if (open.length > 0) await subscriber.handle(deps, tx, open);
}

const handOutPayload = z.object({ brandId: z.uuid(), eventId: z.uuid(), subscriber: z.string() });
type HandOutJob = Job<typeof handOutPayload>;

/** One event for one subscriber, again. */
export function handOutJob(subscribers: readonly Subscriber[]): HandOutJob {
  return defineJob({
    name: 'event.hand-out',
    payload: handOutPayload,
    async run(deps, payload) {
      const subscriber = subscribers.find((one) => one.name === payload.subscriber);
      if (!subscriber) throw new Error(`no subscriber is called ${payload.subscriber}`);
      await deps.db.prisma.$transaction(
        async (tx) => {
          const row = await tx.event.findUnique({
            where: { brandId_id: { brandId: payload.brandId, id: payload.eventId } },
          });
          // Old events are cleaned away; there is nothing left to tell then.
          if (row) await handOut(deps, tx, subscriber, [toEvent(row)]);
        },
        { timeout: transactionMilliseconds },
      );
    },
  });
}

function toEvent(row: {
  brandId: string;
  id: string;
  type: string;
  customerId: string | null;
  payload: unknown;
  occurredAt: Date;
}): StoredEvent {
  const payload = z.record(z.string(), z.unknown()).parse(row.payload);
  return { ...row, payload };
}
