/** Finds, holds, makes and completes many customers at once; set-based, for a file may name a hundred thousand. */
import { type Column, names, parameters, type Run, selected, valuesOf } from '../ledger/statement.ts';
import type { Identity } from './identity.ts';

/** A customer as an import sees them; `id` is where a merged record lives on. */
export interface Person {
  id: string;
  isNew: boolean;
  phoneHash: string | null;
  emailHash: string | null;
  /** Also one that the person typed, which nobody vouches for. */
  hasEmail: boolean;
  externalId: string | null;
  hasName: boolean;
  hasBirthday: boolean;
  /** A member, or somebody in Telegram who becomes one only by joining there. */
  hasJoined: boolean;
  hasMarketingAnswer: boolean;
}

export interface FoundPeople {
  people: Map<string, Person>;
  /** `phone:hash` and so on, to the customer's id. */
  byKey: Map<string, string>;
  /** Keys that a merged record holds for its survivor. */
  heldByMerged: Set<string>;
}

const findByKeys = {
  name: 'import-find-keys',
  text: `
    select 'phone' as key, phone_hash as value, coalesce(merged_into, id) as id, merged_into is not null as merged
      from customer where brand_id = $1::uuid and phone_hash = any($2::text[])
    union all select 'email', email_hash, coalesce(merged_into, id), merged_into is not null
      from customer where brand_id = $1::uuid and email_hash = any($3::text[])
    union all select 'externalId', external_id, coalesce(merged_into, id), merged_into is not null
      from customer where brand_id = $1::uuid and external_id = any($4::text[])`,
};

const readPeople = `select id, phone_hash, email_hash, email_encrypted is not null as has_email, external_id,
    coalesce(first_name, last_name) is not null as has_name, birthday_month_day is not null as has_birthday,
    joined_at is not null or telegram_id is not null as has_joined,
    exists (select from consent where consent.brand_id = customer.brand_id and customer_id = customer.id
      and kind = 'marketing') as has_answer
  from customer where brand_id = $1::uuid and id = any($2::uuid[]) and deleted_at is null
  order by id`;

/** With `hold` they can neither be merged nor erased until the transaction ends. */
export async function findPeople(
  run: Run,
  brandId: string,
  identities: readonly Identity[],
  { hold }: { hold: boolean },
): Promise<FoundPeople> {
  const keys = await run(findByKeys, [
    brandId,
    textArray(identities.flatMap(({ phoneHash }) => phoneHash ?? [])),
    textArray(identities.flatMap(({ emailHash }) => emailHash ?? [])),
    textArray(identities.flatMap(({ externalId }) => externalId ?? [])),
  ]);
  const ids = [...new Set(keys.map((row) => String(row.id)))];
  const rows = await run(
    {
      name: hold ? 'import-hold-people' : 'import-read-people',
      text: `${readPeople}${hold ? ' for no key update' : ''}`,
    },
    [brandId, `{${ids.join(',')}}`],
  );
  const people = new Map(rows.map((row) => [String(row.id), personOf(row)]));
  const nameOf = (row: Record<string, unknown>) => `${row.key}:${row.value}`;
  const open = keys.filter((row) => people.has(String(row.id)));
  return {
    people,
    byKey: new Map(open.map((row) => [nameOf(row), String(row.id)])),
    heldByMerged: new Set(keys.filter((row) => row.merged === true).map(nameOf)),
  };
}

function personOf(row: Record<string, unknown>): Person {
  return {
    id: String(row.id),
    isNew: false,
    phoneHash: text(row.phone_hash),
    emailHash: text(row.email_hash),
    hasEmail: row.has_email === true,
    externalId: text(row.external_id),
    hasName: row.has_name === true,
    hasBirthday: row.has_birthday === true,
    hasJoined: row.has_joined === true,
    hasMarketingAnswer: row.has_answer === true,
  };
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function textArray(values: readonly string[]): string {
  const [array = '{}'] = valuesOf([{ name: 'value', type: 'text', value: (one: string) => one }], values);
  return array;
}

/** What an import gives a customer; null leaves what is there. */
export interface PersonFields {
  id: string;
  phoneEncrypted: string | null;
  phoneHash: string | null;
  phoneTail: string | null;
  emailEncrypted: string | null;
  emailHash: string | null;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  birthdayEncrypted: string | null;
  birthdayMonthDay: number | null;
  birthdaySetAt: Date | null;
  joinedAt: Date | null;
  /** Null where nothing was said. */
  marketing: boolean | null;
}

const columns: Column<PersonFields>[] = [
  { name: 'id', type: 'uuid', value: (one) => one.id },
  { name: 'phone_encrypted', type: 'text', value: (one) => one.phoneEncrypted },
  { name: 'phone_hash', type: 'text', value: (one) => one.phoneHash },
  { name: 'phone_tail', type: 'text', value: (one) => one.phoneTail },
  { name: 'email_encrypted', type: 'text', value: (one) => one.emailEncrypted },
  { name: 'email_hash', type: 'text', value: (one) => one.emailHash },
  { name: 'external_id', type: 'text', value: (one) => one.externalId },
  { name: 'first_name', type: 'text', value: (one) => one.firstName },
  { name: 'last_name', type: 'text', value: (one) => one.lastName },
  { name: 'birthday_encrypted', type: 'text', value: (one) => one.birthdayEncrypted },
  { name: 'birthday_month_day', type: 'int4', value: (one) => one.birthdayMonthDay },
  { name: 'birthday_set_at', type: 'timestamptz', value: (one) => one.birthdaySetAt },
  { name: 'joined_at', type: 'timestamptz', value: (one) => one.joinedAt },
  { name: 'marketing_consent', type: 'bool', value: (one) => one.marketing },
];

const given = columns.filter(({ name }) => name !== 'id');
const rowsFrom = (first: number) => `unnest(${parameters(columns, first)}) as r(${names(columns)})`;

const insertPeople = {
  name: 'import-insert-people',
  text: `with made as (
      insert into customer (brand_id, ${names(columns)}, language, reachability, source, created_at)
      select $1::uuid, ${selected(columns).replace('r.marketing_consent', 'coalesce(r.marketing_consent, false)')},
        $2::text, 'not_started', 'import', $3::timestamptz
      from ${rowsFrom(4)} order by r.phone_hash, r.email_hash, r.external_id returning id),
    stats as (insert into customer_stats (brand_id, customer_id) select $1::uuid, id from made)
    insert into wallet (brand_id, customer_id) select $1::uuid, id from made`,
};

const updatePeople = {
  name: 'import-update-people',
  text: `update customer t set
      ${given.map(({ name }) => `${name} = coalesce(r.${name}, t.${name})`).join(', ')}
    from ${rowsFrom(2)} where t.brand_id = $1::uuid and t.id = r.id`,
};

export async function writePeople(
  run: Run,
  { brandId, language, now }: { brandId: string; language: string; now: Date },
  { made, changed }: { made: readonly PersonFields[]; changed: readonly PersonFields[] },
): Promise<void> {
  if (made.length > 0) await run(insertPeople, [brandId, language, now, ...valuesOf(columns, made)]);
  if (changed.length > 0) await run(updatePeople, [brandId, ...valuesOf(columns, changed)]);
}

export interface ConsentRow {
  id: string;
  customerId: string;
  granted: boolean;
}

const consentColumns: Column<ConsentRow>[] = [
  { name: 'id', type: 'uuid', value: (one) => one.id },
  { name: 'customer_id', type: 'uuid', value: (one) => one.customerId },
  { name: 'granted', type: 'bool', value: (one) => one.granted },
];

const insertConsents = {
  name: 'import-insert-consents',
  text: `insert into consent (brand_id, ${names(consentColumns)}, kind, version, source, at)
    select $1::uuid, ${selected(consentColumns)}, 'marketing', $2::int, 'staff', $3::timestamptz
    from unnest(${parameters(consentColumns, 4)}) as r(${names(consentColumns)})`,
};

/** Whoever imports vouches for it: the log says that staff brought the answer. */
export async function writeConsents(
  run: Run,
  { brandId, version, now }: { brandId: string; version: number; now: Date },
  rows: readonly ConsentRow[],
): Promise<void> {
  if (rows.length > 0) await run(insertConsents, [brandId, version, now, ...valuesOf(consentColumns, rows)]);
}
