/** Phones, e-mails and birthdays: normal forms, encryption at rest, keyed hashes for look-up, masks. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import type { Secrets } from '../platform/secrets.ts';
import { refuseField } from '../platform/refusal.ts';

const oldestBirthYear = 1900;

const countryOfCurrency: Record<string, CountryCode> = {
  RUB: 'RU',
  KZT: 'KZ',
  BYN: 'BY',
  UAH: 'UA',
  UZS: 'UZ',
  USD: 'US',
  GBP: 'GB',
};

/** E.164, or null if it is no phone. A number without country code is read as one of the brand's country. */
export function normalizePhone(text: string, currency: string): string | null {
  const parsed = [parsePhoneNumberFromString(text, countryOfCurrency[currency]), international(text)];
  // A foreign number without its plus may have a possible length at home, so a number that exists goes first.
  const best = parsed.find((one) => one?.isValid()) ?? parsed.find((one) => one?.isPossible());
  return best?.number ?? null;
}

/** Telegram gives international numbers without the plus. */
function international(text: string) {
  return parsePhoneNumberFromString(text.startsWith('+') ? text : `+${text}`);
}

export function requirePhone(text: string, currency: string): string {
  const phone = normalizePhone(text, currency);
  if (phone === null)
    throw refuseField('phone', 'is not a phone number; use the international form, as in +79161234567');
  return phone;
}

export function normalizeEmail(text: string): string {
  return text.trim().toLowerCase();
}

/** Columns for a phone; null clears it. */
export function phoneFields(
  secrets: Secrets,
  brandId: string,
  phone: string | null,
  verifiedAt: Date | null,
) {
  return {
    phoneEncrypted: phone === null ? null : secrets.encrypt(phone),
    phoneHash: phone === null ? null : phoneHash(secrets, brandId, phone),
    phoneTail: phone === null ? null : phone.slice(-4),
    phoneVerifiedAt: phone === null ? null : verifiedAt,
  };
}

export function phoneHash(secrets: Secrets, brandId: string, phone: string): string {
  return secrets.lookupHash('phone', brandId, phone);
}

export function emailFields(secrets: Secrets, brandId: string, email: string | null) {
  const normal = email === null ? null : normalizeEmail(email);
  return {
    emailEncrypted: normal === null ? null : secrets.encrypt(normal),
    emailHash: normal === null ? null : emailHash(secrets, brandId, normal),
  };
}

export function emailHash(secrets: Secrets, brandId: string, email: string): string {
  return secrets.lookupHash('email', brandId, normalizeEmail(email));
}

/** Refuses a birthday that nobody alive can have. */
export function checkBirthday(date: string, now: Date): void {
  const isPlausible = date < now.toISOString().slice(0, 10) && Number(date.slice(0, 4)) >= oldestBirthYear;
  if (!isPlausible) throw refuseField('birthday', 'must be a day in the past');
}

/** `date` is a calendar date, as in 1990-05-17. */
export function birthdayFields(secrets: Secrets, date: string | null, now: Date) {
  return {
    birthdaySetAt: date === null ? null : now,
    birthdayEncrypted: date === null ? null : secrets.encrypt(date),
    birthdayMonthDay: date === null ? null : Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10)),
  };
}

/** The same for a record that there is: saving the same day again does not make it a new one. */
export async function birthdayChange(
  tx: Tx,
  deps: { secrets: Secrets; clock: Clock },
  whose: { brandId: string; id: string },
  date: string | null,
) {
  const { birthdaySetAt, ...fields } = birthdayFields(deps.secrets, date, deps.clock.now());
  const before = await tx.customer.findUniqueOrThrow({
    where: { brandId_id: whose },
    select: { birthdayMonthDay: true },
  });
  return before.birthdayMonthDay === fields.birthdayMonthDay ? fields : { birthdaySetAt, ...fields };
}

export function readSecret(secrets: Secrets, value: string | null): string | null {
  return value === null ? null : secrets.decrypt(value);
}

/** "••• 45 67" for those who may not see contacts. */
export function maskPhone(tail: string | null): string | null {
  return tail === null ? null : `••• ${tail.slice(0, 2)} ${tail.slice(2)}`;
}
