/** A brand that has been running for years, made by Postgres itself: members, purchases, movements and rewards. */
import { makeSigningBrand, type TelegramPerson } from '@regulars/server/customers/testing.ts';
import type { TestDeps } from '@regulars/server/testing.ts';

export const entriesPerMember = 10;
/** One person has been here every day, so that a deep page exists. */
export const regularsEntries = 10_000;
const rewards = 200;
const membersPerStatement = 50_000;

export type BenchBrand = Awaited<ReturnType<typeof makeSigningBrand>>;

/** The brand, and those of its members who are asked about: the first one is the one with the long history. */
export async function prepareReads(
  deps: TestDeps,
  { members }: { members: number },
): Promise<{ brand: BenchBrand; people: TelegramPerson[]; customerIds: string[] }> {
  const brand = await makeSigningBrand(deps);
  const run = (text: string, values: unknown[]) => deps.db.pool.query(text, values);
  const programme = await deps.db.prisma.programmeVersion.findFirstOrThrow({ where: { brandId: brand.id } });
  const versions = [programme.id, programme.ruleVersionId];
  for (let start = 0; start < members; start += membersPerStatement) {
    const count = Math.min(membersPerStatement, members - start);
    await run(membersSql, [brand.id, start, count, deps.clock.now()]);
    await run(historySql, [brand.id, start, count, ...versions, deps.clock.now(), entriesPerMember]);
  }
  await run(longHistorySql, [brand.id, regularsEntries, deps.clock.now()]);
  await run(rewardsSql, [
    brand.id,
    rewards,
    JSON.stringify(terms),
    JSON.stringify(validity),
    deps.clock.now(),
  ]);
  await run('vacuum analyze', []);
  const step = Math.max(1, Math.floor(members / 50));
  const people = Array.from({ length: Math.min(50, members) }, (_, index) => ({ id: 1 + index * step }));
  const { rows } = await deps.db.pool.query<{ id: string }>(
    'select id from customer where brand_id = $1 and telegram_id = any($2::int8[]) order by telegram_id',
    [brand.id, people.map(({ id }) => id)],
  );
  return { brand, people, customerIds: rows.map((row) => row.id) };
}

const terms = {
  discount: { kind: 'amount', amountMinor: 30_000 },
  minTotalMinor: null,
  lines: null,
  withPoints: true,
  withCoupons: false,
  returnsOnRefund: true,
};
const validity = { from: null, until: null, days: 30 };

// Telegram's ids count from 1 and say which member it is; names repeat, as they do.
const membersSql = `
  with c as (
    insert into customer (brand_id, id, telegram_id, first_name, last_name, external_id, joined_at, created_at)
    select $1::uuid, uuidv7(), n, (array['Anna','Boris','Vera','Gleb','Dina','Egor','Zoya'])[1 + n % 7],
      'Member ' || n, 'crm-' || n, $4::timestamptz - interval '1 day' * (n % 900),
      $4::timestamptz - interval '1 day' * (n % 900)
    from generate_series($2::int + 1, $2::int + $3::int) n returning id, telegram_id),
  s as (insert into customer_stats (brand_id, customer_id, purchases_count, spent_minor, last_purchase_at)
    select $1::uuid, id, 5, 250000, $4::timestamptz - interval '1 hour' * (telegram_id % 9000) from c)
  insert into wallet (brand_id, customer_id, available) select $1::uuid, id, 125 from c`;

const historySql = `
  with told as (
    select c.id as customer_id, k, uuidv7() as entry_id, uuidv7() as purchase_id,
      $6::timestamptz - interval '1 hour' * (c.telegram_id % 9000 + k * 700) as at
    from customer c cross join generate_series(1, $7::int) k
    where c.brand_id = $1::uuid and c.telegram_id > $2::int and c.telegram_id <= $2::int + $3::int),
  p as (
    insert into purchase (brand_id, id, external_id, customer_id, programme_version_id, rule_version_id, occurred_at,
      total_minor, earning_minor, base_minor, redeemed_points, redeemed_minor, paid_minor, earned_points,
      max_redeem_points, source, input_hash, available_after, pending_after, entry_ids, created_at)
    select $1::uuid, purchase_id, purchase_id::text, customer_id, $4::uuid, $5::uuid, at, 50000, 50000, 50000, 0, 0, 50000,
      25, 250, 'api', '', 25 * k, 0, array[entry_id], at
    from told where k % 2 = 1)
  insert into entry (brand_id, id, customer_id, kind, available_delta, pending_delta, available_after, pending_after,
    source_kind, purchase_id, rule_version_id, posting_key, input_hash, actor_kind, occurred_at, created_at)
  select $1::uuid, entry_id, customer_id, case when k % 2 = 1 then 'accrual' else 'adjustment' end, 25, 0, 25 * k, 0,
    case when k % 2 = 1 then 'purchase' else 'staff' end, case when k % 2 = 1 then purchase_id end,
    case when k % 2 = 1 then $5::uuid end, entry_id::text, '', 'system', at, at
  from told`;

const longHistorySql = `
  insert into entry (brand_id, id, customer_id, kind, available_delta, pending_delta, available_after, pending_after,
    source_kind, posting_key, input_hash, actor_kind, occurred_at, created_at)
  select $1::uuid, uuidv7(), c.id, 'adjustment', 1, 0, k, 0, 'staff', 'long-' || k, '', 'system', $3, $3
  from customer c cross join generate_series(1, $2::int) k where c.brand_id = $1::uuid and c.telegram_id = 1`;

const rewardsSql = `
  insert into reward (brand_id, id, title_ru, title_en, description_ru, description_en, price_points, terms, validity,
    state, position, category, created_at, updated_at)
  select $1::uuid, uuidv7(), 'Подарок ' || n, 'Reward ' || n, '', '', 20 * n, $3::jsonb, $4::jsonb, 'active', n,
    (array['Drinks','Food','Merch'])[1 + n % 3], $5, $5
  from generate_series(1, $2::int) n`;
