/** Published vectors of initData, and everything that must not pass. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkInitData, checkSigned } from './init-data.ts';

// aiogram's and grammY validator's published vectors.
const aiogram = {
  token: '42:TEST',
  raw: 'auth_date=1650385342&user=%7B%22id%22%3A42%2C%22first_name%22%3A%22Test%22%7D&query_id=test&hash=46d2ea5e32911ec8d30999b56247654460c0d20949b6277af519e76271182803',
  at: new Date(1_650_385_342_000),
};
const grammy = {
  token: '123456:ABC-DEF',
  raw: 'auth_date=1700000000&query_id=AAEAAAE&user=%7B%22id%22%3A1%2C%22first_name%22%3A%22Test%22%7D&hash=9dc8130af32fc091679f737ac7531bfd321296e2e7761519e088cfa93a6978ef',
  at: new Date(1_700_000_000_000),
};

function sign(fields: Record<string, string>, token: string): string {
  const lines = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  const hash = createHmac('sha256', secret).update(lines).digest('hex');
  return new URLSearchParams({ ...fields, hash }).toString();
}

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const user = JSON.stringify({
  id: 7,
  first_name: 'Анна + Ко',
  language_code: 'kk',
  photo_url: 'https:\\/\\/t.me\\/i',
});
const token = '700:secret';
const at = new Date('2026-03-12T09:30:00Z');
const authDate = String(at.getTime() / 1_000);

describe('initData', () => {
  it('passes the published vectors', () => {
    expect(checkInitData(aiogram.raw, aiogram.token, aiogram.at).user.id).toBe(42);
    expect(checkInitData(grammy.raw, grammy.token, grammy.at).user.firstName).toBe('Test');
  });

  it('covers the signature field and unknown ones, spaces as plus, and reads what it needs', () => {
    const raw = sign(
      { auth_date: authDate, user, signature: 'abc', start_param: 'card', new_field: 'x y' },
      token,
    );
    const data = checkInitData(raw, token, at);
    expect(data.startParam).toBe('card');
    expect(data.user).toMatchObject({ id: 7, firstName: 'Анна + Ко', language: 'ru', lastName: null });
  });

  it.each([
    ['nothing', ''],
    ['no hash', 'test&foo=bar=baz'],
    ['a hash that is no hex', 'auth_date=1650385342&hash=HHH'],
    ['no date', aiogram.raw.replace('auth_date=1650385342&', '')],
    ['a date that is none', aiogram.raw.replace('1650385342', 'AAA')],
    ['a negative date', aiogram.raw.replace('1650385342', '-1650385342')],
    ['something appended', `${aiogram.raw}abc`],
    ['a second user', `${aiogram.raw}&user=%7B%22id%22%3A43%7D`],
    ['a short hash', aiogram.raw.slice(0, -2)],
    ['a long hash', `${aiogram.raw}00`],
    ['64 letters z', aiogram.raw.replace(/hash=.*/, `hash=${'z'.repeat(64)}`)],
    [
      'an upper-case hash',
      aiogram.raw.replace(/hash=(.*)/, (_, hash: string) => `hash=${hash.toUpperCase()}`),
    ],
    ['a hash outside ASCII', aiogram.raw.replace(/hash=.*/, `hash=${'ж'.repeat(64)}`)],
  ])('refuses %s', (_name, raw) => {
    expect(codeOf(() => checkInitData(raw, aiogram.token, aiogram.at))).toBe('init_data_invalid');
  });

  it('refuses another token, and a good signature without a person', () => {
    expect(codeOf(() => checkInitData(aiogram.raw, '42:INVALID', aiogram.at))).toBe('init_data_invalid');
    expect(codeOf(() => checkInitData(aiogram.raw, '42:TESU', aiogram.at))).toBe('init_data_invalid');
    expect(codeOf(() => checkInitData(sign({ auth_date: authDate }, token), token, at))).toBe(
      'init_data_invalid',
    );
  });

  it('is good for a day and five minutes ahead', () => {
    const raw = sign({ auth_date: authDate, user }, token);
    const after = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
    expect(codeOf(() => checkSigned(raw, token, after(86_400)))).toBeNull();
    expect(codeOf(() => checkSigned(raw, token, after(86_401)))).toBe('init_data_expired');
    expect(codeOf(() => checkSigned(raw, token, after(-300)))).toBeNull();
    expect(codeOf(() => checkSigned(raw, token, after(-301)))).toBe('init_data_invalid');
  });
});
