/** A correction sends what was changed and nothing else. */
import { expect, it } from 'vitest';
import { changesOf } from './correct-dialog.tsx';

const before = {
  firstName: 'Анна',
  lastName: 'Лебедева',
  phone: '••• 38 37',
  email: '',
  externalId: '',
  birthday: '1990-05-17',
  language: 'ru' as const,
};

it('leaves alone what was not touched, a masked phone above all', () => {
  expect(changesOf(before, before)).toEqual({});
  expect(changesOf(before, { ...before, firstName: ' Аня ' })).toEqual({ firstName: 'Аня' });
});

it('takes away what was emptied', () => {
  expect(changesOf(before, { ...before, lastName: '', birthday: '' })).toEqual({
    lastName: null,
    birthday: null,
  });
});
