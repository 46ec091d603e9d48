/** Completes a person by a row: what is empty is filled, what they have stays theirs. */
import { birthdayFields, emailFields, phoneFields } from '../customers/contacts.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from './identity.ts';
import type { MemberRow } from './members.rows.ts';
import type { ConsentRow, FoundPeople, Person, PersonFields } from './people.sql.ts';

export function newPerson(deps: Deps, found: FoundPeople): Person {
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

/** Answers whether anything was empty. */
export function completePerson(
  deps: Deps,
  { brandId, person, found, row, fields, consents }: Completion,
): boolean {
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
