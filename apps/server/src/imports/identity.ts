/** By what a row names a person: phone, e-mail or an id of another system, in normal form and hashed. */
import { email as emailForm } from '@regulars/contracts/primitives';
import { emailHash, normalizeEmail, normalizePhone, phoneHash } from '../customers/contacts.ts';
import type { Secrets } from '../platform/secrets.ts';
import { type Cells, RowRefused } from './batch.ts';
import type { FoundPeople, Person } from './people.sql.ts';

export interface Identity {
  phone: string | null;
  phoneHash: string | null;
  email: string | null;
  emailHash: string | null;
  externalId: string | null;
}

export function readIdentity(
  cells: Cells,
  { secrets, brandId, currency }: { secrets: Secrets; brandId: string; currency: string },
): Identity {
  const phone = readPhone(cells, currency);
  const email = readEmail(cells);
  const externalId = cells.text('externalId', 128);
  if (phone === null && email === null && externalId === null) throw new RowRefused('identity_missing', null);
  return {
    phone,
    phoneHash: phone === null ? null : phoneHash(secrets, brandId, phone),
    email,
    emailHash: email === null ? null : emailHash(secrets, brandId, email),
    externalId,
  };
}

function readPhone(cells: Cells, currency: string): string | null {
  const text = cells.text('phone', 64);
  if (text === null) return null;
  const phone = normalizePhone(text, currency);
  if (phone === null) throw new RowRefused('phone_wrong', 'phone');
  return phone;
}

function readEmail(cells: Cells): string | null {
  const text = cells.text('email', 254);
  if (text === null) return null;
  const email = normalizeEmail(text);
  if (!emailForm.safeParse(email).success) throw new RowRefused('email_wrong', 'email');
  return email;
}

/** Everybody that a row's contacts lead to: one or nobody, unless the file mixes people up. */
export function peopleOf({ byKey, people }: FoundPeople, identity: Identity): Person[] {
  const { phoneHash, emailHash, externalId } = identity;
  const keys = [
    ...(phoneHash === null ? [] : [`phone:${phoneHash}`]),
    ...(emailHash === null ? [] : [`email:${emailHash}`]),
    ...(externalId === null ? [] : [`externalId:${externalId}`]),
  ];
  const ids = keys.flatMap((key) => byKey.get(key) ?? []);
  return [...new Set(ids)].flatMap((id) => people.get(id) ?? []);
}

/** The hashes under which somebody's imported points stand in the ledger, the first of them in front. */
export function postingNames(
  secrets: Secrets,
  brandId: string,
  identity: Pick<Identity, 'phoneHash' | 'emailHash' | 'externalId'>,
): string[] {
  return [
    ...(identity.externalId === null
      ? []
      : [`import:id:${secrets.lookupHash('external-id', brandId, identity.externalId)}`]),
    ...(identity.phoneHash === null ? [] : [`import:phone:${identity.phoneHash}`]),
    ...(identity.emailHash === null ? [] : [`import:email:${identity.emailHash}`]),
  ];
}
