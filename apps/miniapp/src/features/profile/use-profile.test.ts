/** Saving a profile sends exactly what the person changed, and only when it can be right. */
import { expect, it } from 'vitest';
import type { Member } from '../../app/boot.ts';
import { changeOf, problemsOf } from './use-profile.ts';

const member: Member = {
  id: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10',
  firstName: 'Анна',
  lastName: 'Лебедева',
  photoUrl: null,
  language: 'ru',
  phone: null,
  email: 'anna@example.com',
  birthday: null,
  topics: [],
  marketingConsent: false,
  joinedAt: '2026-03-12T09:30:00.000Z',
  wallet: { available: 0, pending: 0, held: 0 },
  debtPoints: 0,
  nextExpiry: null,
  nextActivation: null,
  recentEntries: [],
  tier: null,
};
const draft = { firstName: 'Анна', lastName: 'Лебедева', birthday: '', email: 'anna@example.com' };
const today = new Date('2026-11-24');

it('an untouched form changes nothing, stray spaces included', () => {
  expect(changeOf(draft, member)).toEqual({});
  expect(changeOf({ ...draft, firstName: ' Анна ' }, member)).toEqual({});
});

it('an emptied field is taken back, a filled one is given', () => {
  expect(changeOf({ ...draft, lastName: '', email: ' ', birthday: '1990-05-17' }, member)).toEqual({
    lastName: null,
    email: null,
    birthday: '1990-05-17',
  });
});

it('tells a nameless person, a broken address and a birthday to come', () => {
  expect(problemsOf(draft, today)).toEqual({});
  expect(problemsOf({ firstName: ' ', lastName: '', birthday: '2030-01-01', email: 'anna@' }, today)).toEqual(
    {
      firstName: 'profile.firstNameNeeded',
      birthday: 'profile.birthdayInvalid',
      email: 'profile.emailInvalid',
    },
  );
});
