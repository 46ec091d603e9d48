/**
 * Imports purchases of the past: they count for statistics, tiers and rules that look back, and pay no points, for
 * the balances that they made come in with the members.
 */
import { importRowLimit } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import type { Deps } from '../deps.ts';
import {
  type Column,
  names,
  parameters,
  type Run,
  runInside,
  selected,
  valuesOf,
} from '../ledger/statement.ts';
import type { Tx } from '../platform/db.ts';
import { programmeInForce } from '../programme/versions.ts';
import { recountCustomers } from '../tiers/recount.ts';
import {
  Cells,
  columnsOf,
  emptyOutcome,
  type Importer,
  type ImportSetting,
  type Outcome,
  type Phase,
  type Problem,
  readRow,
  RowRefused,
} from './batch.ts';
import { type Identity, peopleOf, readIdentity } from './identity.ts';
import { findPeople, type FoundPeople } from './people.sql.ts';
import { Seen } from './seen.ts';
import type { TableRow } from '../platform/csv-in.ts';
import { readAmountMinor, readMoment } from './values.ts';

const oldest = new Date('2000-01-01T00:00:00Z');

interface PurchaseRow {
  row: number;
  number: string;
  identity: Identity;
  occurredAt: Date;
  totalMinor: number;
  shopId: string | null;
  /** An earlier row has the same number. */
  isRepeat: boolean;
}

interface Terms {
  setting: ImportSetting;
  programmeVersionId: string;
  ruleVersionId: string;
  /** By name in lower case, and by id. */
  shops: ReadonlyMap<string, string>;
}

export async function openPurchases(
  deps: Deps,
  tx: Tx,
  setting: ImportSetting,
): Promise<Importer<PurchaseRow>> {
  const programme = await programmeInForce(tx, setting.brandId);
  const shops = await tx.shop.findMany({
    where: { brandId: setting.brandId },
    select: { id: true, name: true },
  });
  const terms: Terms = {
    setting,
    programmeVersionId: programme.id,
    ruleVersionId: programme.ruleVersionId,
    shops: new Map(
      shops.flatMap(({ id, name }) => [
        [id, id],
        [name.trim().toLowerCase(), id],
      ]),
    ),
  };
  return {
    read: purchaseReader(deps, terms),
    work: (own, rows, phase) => workPurchases(own, deps, { terms, rows, phase }),
  };
}

function purchaseReader(deps: Deps, { setting, shops }: Terms): (row: TableRow) => PurchaseRow | Problem {
  const columns = columnsOf(setting.mapping);
  const numbers = new Seen(importRowLimit);
  const digits = currencyDigits(setting.currency);
  return (table) =>
    readRow(table, () => {
      const cells = new Cells(columns, table.cells);
      const number = cells.required('number', cells.text('number', 128));
      const shop = cells.text('shop', 120);
      const shopId = shop === null ? null : (shops.get(shop.toLowerCase()) ?? null);
      if (shop !== null && shopId === null) throw new RowRefused('shop_unknown', 'shop');
      return {
        row: table.row,
        number,
        identity: readIdentity(cells, { secrets: deps.secrets, ...setting }),
        occurredAt: readPast(cells, setting),
        totalMinor: cells.required(
          'total',
          cells.value('total', (text) => readAmountMinor(text, digits)),
        ),
        shopId,
        isRepeat: numbers.count(number) > 1,
      };
    });
}

function readPast(cells: Cells, { zone, now }: ImportSetting): Date {
  const moment = cells.required(
    'occurredAt',
    cells.value('occurredAt', (text) => readMoment(text, zone)),
  );
  if (moment > now) throw new RowRefused('date_in_future', 'occurredAt');
  if (moment < oldest) throw new RowRefused('date_too_old', 'occurredAt');
  return moment;
}

interface Batch {
  terms: Terms;
  rows: readonly PurchaseRow[];
  phase: Phase;
}

async function workPurchases(tx: Tx, deps: Deps, { terms, rows, phase }: Batch): Promise<Outcome> {
  const run = runInside(tx);
  const { brandId } = terms.setting;
  const identities = rows.map(({ identity }) => identity);
  const people = await findPeople(run, brandId, identities, { hold: phase === 'run' });
  const taken = await readTaken(run, brandId, rows);
  const outcome = emptyOutcome();
  const made = new Map<string, NewPurchase>();
  for (const row of rows) {
    try {
      const customerId = customerOf(people, row.identity);
      if (judge(row, customerId, taken) === 'known' || (phase === 'check' && row.isRepeat)) {
        outcome.unchanged += 1;
        continue;
      }
      outcome.created += 1;
      made.set(row.number, { ...row, id: deps.random.id(), customerId });
      taken.set(row.number, { customerId, totalMinor: row.totalMinor, occurredAt: row.occurredAt });
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      outcome.problems.push({ row: row.row, field: error.field, code: error.code });
    }
  }
  if (phase === 'run' && made.size > 0) {
    await writePurchases(run, deps, terms, [...made.values()]);
    // What was spent counts for levels; nobody is told of it, and no gift is given for the past.
    const customerIds = [...new Set([...made.values()].map(({ customerId }) => customerId))];
    await recountCustomers(tx, deps, { brandId, customerIds, cause: 'programme_changed' });
  }
  return outcome;
}

function customerOf(found: FoundPeople, identity: Identity): string {
  const [person, ...others] = peopleOf(found, identity);
  if (others.length > 0) throw new RowRefused('contacts_of_two', null);
  if (person === undefined) throw new RowRefused('customer_unknown', null);
  return person.id;
}

interface Taken {
  customerId: string;
  totalMinor: number;
  occurredAt: Date;
}

/** A number stands for one purchase for ever: the same one again is nothing new, another one is refused. */
function judge(row: PurchaseRow, customerId: string, taken: ReadonlyMap<string, Taken>): 'new' | 'known' {
  const before = taken.get(row.number);
  if (!before) return 'new';
  const isSame =
    before.totalMinor === row.totalMinor &&
    before.customerId === customerId &&
    before.occurredAt.getTime() === row.occurredAt.getTime();
  if (!isSame) throw new RowRefused('number_taken', 'number');
  return 'known';
}

const readNumbers = {
  name: 'import-purchase-numbers',
  text: `select external_id, customer_id, total_minor, occurred_at from purchase
      where brand_id = $1::uuid and external_id = any($2::text[])
    union all select external_id, customer_id, -1, created_at from hold
      where brand_id = $1::uuid and external_id = any($2::text[]) and state = 'held'`,
};

async function readTaken(
  run: Run,
  brandId: string,
  rows: readonly PurchaseRow[],
): Promise<Map<string, Taken>> {
  const column: Column<PurchaseRow> = { name: 'number', type: 'text', value: ({ number }) => number };
  const found = await run(readNumbers, [brandId, ...valuesOf([column], rows)]);
  return new Map(
    found.map((row) => [
      String(row.external_id),
      {
        customerId: String(row.customer_id),
        totalMinor: Number(row.total_minor),
        occurredAt: new Date(String(row.occurred_at)),
      },
    ]),
  );
}

interface NewPurchase extends PurchaseRow {
  id: string;
  customerId: string;
}

const columns: Column<NewPurchase>[] = [
  { name: 'id', type: 'uuid', value: (one) => one.id },
  { name: 'external_id', type: 'text', value: (one) => one.number },
  { name: 'customer_id', type: 'uuid', value: (one) => one.customerId },
  { name: 'shop_id', type: 'uuid', value: (one) => one.shopId },
  { name: 'occurred_at', type: 'timestamptz', value: (one) => one.occurredAt },
  { name: 'total_minor', type: 'int8', value: (one) => one.totalMinor },
];

/** The wallet right after is the one there is: nothing moved. Statistics are summed in the same statement. */
const insertPurchases = {
  name: 'import-insert-purchases',
  text: `with made as (
      insert into purchase (brand_id, ${names(columns)}, programme_version_id, rule_version_id, earning_minor,
        base_minor, redeemed_points, redeemed_minor, paid_minor, earned_points, max_redeem_points, source, actor_id,
        input_hash, available_after, pending_after, entry_ids, created_at)
      select $1::uuid, ${selected(columns)}, $2::uuid, $3::uuid, 0, 0, 0, 0, r.total_minor, 0, 0, 'import',
        $4::text, '', w.available, w.pending, '{}', $5::timestamptz
      from unnest(${parameters(columns, 6)}) as r(${names(columns)})
      join wallet w on w.brand_id = $1::uuid and w.customer_id = r.customer_id
      order by r.external_id
      returning customer_id, total_minor, occurred_at),
    summed as (
      select customer_id, count(*)::int as purchases, sum(total_minor)::int8 as spent,
        min(occurred_at) as first, max(occurred_at) as last
      from made group by customer_id)
    update customer_stats s set
      purchases_count = s.purchases_count + summed.purchases, spent_minor = s.spent_minor + summed.spent,
      first_purchase_at = least(s.first_purchase_at, summed.first),
      last_purchase_at = greatest(s.last_purchase_at, summed.last)
    from summed where s.brand_id = $1::uuid and s.customer_id = summed.customer_id`,
};

/** Postings change statistics under the wallet's lock, so an import takes it too. */
const lockWallets = {
  name: 'import-lock-wallets',
  text: `select from wallet where brand_id = $1::uuid and customer_id = any($2::uuid[]) order by customer_id for update`,
};

async function writePurchases(
  run: Run,
  deps: Deps,
  { setting, programmeVersionId, ruleVersionId }: Terms,
  made: readonly NewPurchase[],
): Promise<void> {
  const { brandId, actor } = setting;
  const customerIds = [...new Set(made.map(({ customerId }) => customerId))];
  await run(lockWallets, [brandId, `{${customerIds.join(',')}}`]);
  await run(insertPurchases, [
    brandId,
    programmeVersionId,
    ruleVersionId,
    actor.id,
    deps.clock.now(),
    ...valuesOf(columns, made),
  ]);
}
