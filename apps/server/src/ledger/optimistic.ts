/**
 * Reads, plans and writes a posting. First without locks: the write checks that no wallet has moved since it was
 * read. If one has, the same is done again with the wallets locked from the start, which cannot fail that way.
 */
import type pg from 'pg';
import { retrySerialization } from '../platform/db.ts';
import { type Run, runOn } from './statement.ts';
import { MoreLotsNeeded } from './wallet-state.ts';

const firstLotLimit = 200;

export interface Posting<State, Plan> {
  /** Reads what the plan needs; at most `lotLimit` lots of each wallet. */
  read: (run: Run, lotLimit: number) => Promise<State>;
  customerIds: (state: State) => readonly string[];
  plan: (state: State) => Plan;
  /** Answers false when something has moved since it was read. */
  write: (run: Run, plan: Plan) => Promise<boolean>;
}

export async function post<State, Plan>(
  pool: pg.Pool,
  brandId: string,
  posting: Posting<State, Plan>,
): Promise<Plan> {
  return retrySerialization(async () => {
    const run = runOn(pool);
    const plan = await planned(run, posting);
    return (await posting.write(run, plan)) ? plan : postLocked(pool, brandId, posting);
  });
}

/** For callers with a transaction of their own: locks, reads, plans and writes inside it. */
export async function postInside<State, Plan>(
  run: Run,
  brandId: string,
  posting: Posting<State, Plan>,
): Promise<Plan> {
  await lockWallets(run, brandId, posting.customerIds(await posting.read(run, 1)));
  const plan = await planned(run, posting);
  // The wallets are locked; another guarded row, such as a card, was taken meanwhile.
  if (!(await posting.write(run, plan))) throw new MovedMeanwhile();
  return plan;
}

/** Asks `retrySerialization` for another try, as Postgres itself would. */
class MovedMeanwhile extends Error {
  readonly code = '40001';
}

async function postLocked<State, Plan>(
  pool: pg.Pool,
  brandId: string,
  posting: Posting<State, Plan>,
): Promise<Plan> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const plan = await postInside(runOn(client), brandId, posting);
    await client.query('commit');
    client.release();
    return plan;
  } catch (error) {
    // A connection whose rollback fails is not given back.
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}

/** What the posting would write, from what is read now; alone it is a forecast. */
export async function planned<State, Plan>(
  run: Run,
  posting: Pick<Posting<State, Plan>, 'read' | 'plan'>,
): Promise<Plan> {
  for (let lotLimit = firstLotLimit; ; lotLimit *= 16) {
    const state = await posting.read(run, lotLimit);
    try {
      return posting.plan(state);
    } catch (error) {
      if (!(error instanceof MoreLotsNeeded)) throw error;
    }
  }
}

async function lockWallets(run: Run, brandId: string, customerIds: readonly string[]): Promise<void> {
  const statement = {
    name: 'lock-wallets',
    text: `select from wallet where brand_id = $1::uuid and customer_id = any($2::uuid[])
      order by customer_id for update`,
  };
  await run(statement, [brandId, `{${customerIds.join(',')}}`]);
}
