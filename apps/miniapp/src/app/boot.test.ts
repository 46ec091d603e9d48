/** The app starts in the right state whatever the boot call brings. */
import { expect, it } from 'vitest';
import { readBoot } from './boot.ts';

const problem = (status: number, code: string) =>
  readBoot({ kind: 'answer', status, body: { code, status } }).state.kind;

it('a session answer gives the token and the member', () => {
  const body = { token: 'secret', expiresAt: '', brand: { name: 'Zerno' }, member: null };
  const { state, token } = readBoot({ kind: 'answer', status: 200, body });
  expect(token).toBe('secret');
  expect(state).toMatchObject({ kind: 'ready', brand: { name: 'Zerno' }, member: null });
});

it('each refusal leads to its own screen', () => {
  expect(problem(401, 'init_data_expired')).toBe('expired');
  expect(problem(401, 'init_data_invalid')).toBe('refused');
  expect(problem(404, 'brand_not_found')).toBe('brandMissing');
  expect(problem(503, 'temporarily_unavailable')).toBe('unreachable');
});

it.each([['a page of a proxy'], [null], [{ token: 7 }], [{ token: 'x', brand: null, member: null }]])(
  'an answer that is not ours counts as no answer: %j',
  (body) => {
    expect(readBoot({ kind: 'answer', status: 200, body }).state.kind).toBe('unreachable');
  },
);

it('no connection and no Telegram are told apart', () => {
  expect(readBoot({ kind: 'unreachable' }).state.kind).toBe('unreachable');
  expect(readBoot({ kind: 'outside' }).state.kind).toBe('outside');
});
