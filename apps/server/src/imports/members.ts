/** Imports members: finds or makes each, completes what they lack, and credits the points that they bring. */
import { documentVersion } from '../customers/consents.ts';
import { birthdayFields, emailFields, phoneFields } from '../customers/contacts.ts';
import type { Deps } from '../deps.ts';
import { type Credit, creditMany, postedPoints } from '../ledger/credit-many.ts';
import { runInside } from '../ledger/statement.ts';
import type { Tx } from '../platform/db.ts';
import { bringGrants, grantedAlready, type NewGrant } from '../tiers/bring-grants.ts';
import {
  emptyOutcome,
  type Importer,
  type ImportSetting,
  type Outcome,
  type Phase,
  type Problem,
  RowRefused,
} from './batch.ts';
import { type Identity, postingNames } from './identity.ts';
import { type MemberRow, memberReader } from './members.rows.ts';
import {
  type ConsentRow,
  findPeople,
  type FoundPeople,
  type Person,
  type PersonFields,
  writeConsents,
  writePeople,
} from './people.sql.ts';

export async function openMembers(deps: Deps, tx: Tx, setting: ImportSetting): Promise<Importer<MemberRow>> {
  const consentVersion = await documentVersion(tx, setting.brandId, 'marketing');
  const tiers = await tx.tier.findMany({
    where: { brandId: setting.brandId, retiredAt: null },
    select: { id: true, nameRu: true, nameEn: true },
  });
  const tierNames = new Map(
    tiers.flatMap(({ id, nameRu, nameEn }) => [
      [nameRu.toLowerCase(), id],
      [nameEn.toLowerCase(), id],
    ]),
  );
  return {
    read: memberReader(deps.secrets, setting, tierNames),
    work: (own, rows, phase) => workMembers(own, deps, { setting, consentVersion, rows, phase }),
  };
}

interface Batch {
  setting: ImportSetting;
  consentVersion: number;
  rows: readonly MemberRow[];
  phase: Phase;
}

async function workMembers(tx: Tx, deps: Deps, batch: Batch): Promise<Outcome> {
  const { setting, rows, phase } = batch;
  const run = runInside(tx);
  const identities = rows.map(({ identity }) => identity);
  const found = await findPeople(run, setting.brandId, identities, { hold: phase === 'run' });
  const keys = rows.flatMap((row) => lotKeys(deps, setting, row, personOf(found, row.identity)[0]));
  const posted = await postedPoints(run, setting.brandId, keys);
  const granted = await grantedAlready(tx, {
    brandId: setting.brandId,
    customerIds: rows.flatMap((row) => (row.tier ? (personOf(found, row.identity)[0]?.id ?? []) : [])),
    now: deps.clock.now(),
  });
  const plan = planBatch(deps, batch, found, { posted, granted });
  if (phase === 'check') return plan.outcome;
  const now = deps.clock.now();
  await writePeople(run, { ...setting, now }, plan);
  await writeConsents(run, { brandId: setting.brandId, version: batch.consentVersion, now }, plan.consents);
  if (plan.credits.length > 0) await postCredits(tx, deps, setting, plan);
  await bringGrants(tx, deps, {
    brandId: setting.brandId,
    reason: 'Import',
    grantedBy: setting.actor.id,
    grants: plan.grants,
  });
  return plan.outcome;
}

interface BatchPlan {
  outcome: Outcome;
  made: PersonFields[];
  changed: PersonFields[];
  consents: ConsentRow[];
  credits: (Credit & { row: number })[];
  grants: NewGrant[];
}

function planBatch(
  deps: Deps,
  { setting, rows, phase }: Batch,
  found: FoundPeople,
  { posted, granted }: { posted: Map<string, number>; granted: Set<string> },
): BatchPlan {
  const outcome = emptyOutcome();
  const fields = new Map<string, PersonFields>();
  const plan: BatchPlan = { outcome, made: [], changed: [], consents: [], credits: [], grants: [] };
  for (const row of rows) {
    try {
      const [known, ...others] = personOf(found, row.identity);
      if (others.length > 0) throw new RowRefused('contacts_of_two', null);
      if (known && row.identity.externalId !== null && known.externalId !== null) {
        if (known.externalId !== row.identity.externalId)
          throw new RowRefused('other_external_id', 'externalId');
      }
      const lot = newLot(deps, setting, row, known, posted);
      const person = known ?? newPerson(deps, found);
      // A row of an earlier batch would have made them: a check writes nothing, so only the file tells.
      const isNew = !known && !(phase === 'check' && row.isRepeat);
      const isGranted = addGrant(plan, granted, row, person);
      const gained = completePerson(deps, {
        brandId: setting.brandId,
        person,
        found,
        row,
        fields,
        consents: plan.consents,
      });
      if (lot) {
        posted.set(lot.postingKey, lot.points);
        plan.credits.push({ ...lot, customerId: person.id, row: row.row });
        outcome.points += lot.points;
      }
      if (isNew) outcome.created += 1;
      else if (lot || isGranted || (gained && known)) outcome.changed += 1;
      else outcome.unchanged += 1;
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      outcome.problems.push({ row: row.row, field: error.field, code: error.code });
    }
  }
  for (const [id, one] of fields) (found.people.get(id)?.isNew ? plan.made : plan.changed).push(one);
  return plan;
}

/** Answers whether the row's level is a new one for the person. */
function addGrant(plan: BatchPlan, granted: Set<string>, { tier }: MemberRow, { id }: Person): boolean {
  if (!tier || granted.has(`${id} ${tier.tierId}`)) return false;
  granted.add(`${id} ${tier.tierId}`);
  plan.grants.push({ customerId: id, ...tier });
  return true;
}

/** Everybody that the row's contacts lead to: one or nobody, unless the file mixes people up. */
function personOf({ byKey, people }: FoundPeople, identity: Identity): Person[] {
  const ids = keysOf(identity).flatMap((key) => byKey.get(key) ?? []);
  return [...new Set(ids)].flatMap((id) => people.get(id) ?? []);
}

function keysOf({ phoneHash, emailHash, externalId }: Identity): string[] {
  return [
    ...(phoneHash === null ? [] : [`phone:${phoneHash}`]),
    ...(emailHash === null ? [] : [`email:${emailHash}`]),
    ...(externalId === null ? [] : [`externalId:${externalId}`]),
  ];
}

/** Every key under which this lot may have come in already: by what the row and by what the record knows of the person. */
function lotKeys(deps: Deps, { brandId }: ImportSetting, row: MemberRow, person?: Person): string[] {
  const { lot, identity, names } = row;
  if (!lot) return [];
  const unlike = (known: string | null | undefined, given: string | null) =>
    known === undefined || known === given ? null : known;
  const others = postingNames(deps.secrets, brandId, {
    phoneHash: unlike(person?.phoneHash, identity.phoneHash),
    emailHash: unlike(person?.emailHash, identity.emailHash),
    externalId: unlike(person?.externalId, identity.externalId),
  });
  return [...names, ...others].map((name) => `${name}:${lot.mark}`);
}

/** Null where it came in before; refuses the same lot with other points. */
function newLot(
  deps: Deps,
  setting: ImportSetting,
  row: MemberRow,
  person: Person | undefined,
  posted: Map<string, number>,
): Omit<Credit, 'customerId'> | null {
  const { lot } = row;
  if (!lot) return null;
  const [postingKey = '', ...others] = lotKeys(deps, setting, row, person);
  const before = [postingKey, ...others].flatMap((key) => posted.get(key) ?? [])[0];
  if (before === undefined) return { ...lot, postingKey };
  if (before !== lot.points) throw new RowRefused('points_differ', 'points');
  return null;
}

function newPerson(deps: Deps, found: FoundPeople): Person {
  const person: Person = {
    id: deps.random.id(),
    isNew: true,
    phoneHash: null,
    emailHash: null,
    hasEmail: false,
    externalId: null,
    hasName: false,
    hasBirthday: false,
    hasJoined: false,
    hasMarketingAnswer: false,
  };
  found.people.set(person.id, person);
  return person;
}

interface Completion {
  brandId: string;
  person: Person;
  found: FoundPeople;
  row: MemberRow;
  fields: Map<string, PersonFields>;
  consents: ConsentRow[];
}

/** Fills what was empty; what a person has stays theirs. Answers whether anything was. */
function completePerson(deps: Deps, { brandId, person, found, row, fields, consents }: Completion): boolean {
  const { identity } = row;
  const given = fields.get(person.id) ?? emptyFields(person.id);
  const before = JSON.stringify(given);
  fillContacts(deps, { person, found, identity, given, brandId });
  if (!person.hasName && (row.firstName ?? row.lastName) !== null) {
    Object.assign(given, { firstName: row.firstName, lastName: row.lastName });
    person.hasName = true;
  }
  if (!person.hasBirthday && row.birthday !== null) {
    Object.assign(given, birthdayFields(deps.secrets, row.birthday, deps.clock.now()));
    person.hasBirthday = true;
  }
  if (!person.hasJoined && row.joinedAt !== null) {
    given.joinedAt = row.joinedAt;
    person.hasJoined = true;
  }
  if (!person.hasMarketingAnswer && row.marketing !== null) {
    given.marketing = row.marketing;
    consents.push({ id: deps.random.id(), customerId: person.id, granted: row.marketing });
    person.hasMarketingAnswer = true;
  }
  const isChanged = JSON.stringify(given) !== before;
  if (isChanged || person.isNew) fields.set(person.id, given);
  return isChanged;
}

/** What another record holds for this person stays there, and leads here all the same. */
function fillContacts(
  deps: Deps,
  {
    person,
    found,
    identity,
    given,
    brandId,
  }: { person: Person; found: FoundPeople; identity: Identity; given: PersonFields; brandId: string },
): void {
  const { phone, phoneHash, email, emailHash, externalId } = identity;
  const isFree = (key: string) => !found.heldByMerged.has(key);
  if (phone !== null && person.phoneHash === null && isFree(`phone:${phoneHash}`)) {
    const { phoneVerifiedAt: _nobody, ...columns } = phoneFields(deps.secrets, brandId, phone, null);
    Object.assign(given, columns);
    person.phoneHash = phoneHash;
    found.byKey.set(`phone:${phoneHash}`, person.id);
  }
  if (email !== null && !person.hasEmail && isFree(`email:${emailHash}`)) {
    Object.assign(given, emailFields(deps.secrets, brandId, email));
    person.emailHash = emailHash;
    person.hasEmail = true;
    found.byKey.set(`email:${emailHash}`, person.id);
  }
  if (externalId !== null && person.externalId === null && isFree(`externalId:${externalId}`)) {
    given.externalId = externalId;
    person.externalId = externalId;
    found.byKey.set(`externalId:${externalId}`, person.id);
  }
}

function emptyFields(id: string): PersonFields {
  return {
    id,
    phoneEncrypted: null,
    phoneHash: null,
    phoneTail: null,
    emailEncrypted: null,
    emailHash: null,
    externalId: null,
    firstName: null,
    lastName: null,
    birthdayEncrypted: null,
    birthdayMonthDay: null,
    birthdaySetAt: null,
    joinedAt: null,
    marketing: null,
  };
}

/** Who has no room for them keeps what else the row brought, and the row is told as failed. */
async function postCredits(tx: Tx, deps: Deps, setting: ImportSetting, plan: BatchPlan): Promise<void> {
  const refused = await creditMany(runInside(tx), deps, {
    brandId: setting.brandId,
    sourceId: setting.importId,
    actor: { kind: 'staff', id: setting.actor.id },
    credits: plan.credits,
  });
  for (const { postingKey, row, points } of plan.credits) {
    if (!refused.has(postingKey)) continue;
    const problem: Problem = { row, field: 'points', code: 'points_over_limit' };
    plan.outcome.problems.push(problem);
    plan.outcome.points -= points;
    // A row that was told as new is one all the same, and is told once.
    if (plan.outcome.changed > 0) plan.outcome.changed -= 1;
    else plan.outcome.created -= 1;
  }
}
