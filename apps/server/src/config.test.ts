/** The environment: a bad value is named in one line, a good one is read in one form. */
import { expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const good = {
  DATABASE_URL: 'postgresql://regulars:secret@localhost/regulars',
  PUBLIC_URL: 'https://Loyalty.Example.com:443/',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

it('reads what is needed, and an empty value as none', () => {
  const config = readConfig({ ...good, PORT: '', ROLES: 'api, worker' });
  expect(config.publicUrl).toBe('https://loyalty.example.com');
  expect([config.port, config.roles]).toEqual([3000, ['api', 'worker']]);
  expect(config.telegram.apiRoot).toBe('https://api.telegram.org');
});

it.each([
  ['DATABASE_URL', 'mysql://secret@localhost'],
  ['PUBLIC_URL', 'loyalty.example.com'],
  ['PUBLIC_URL', 'ftp://loyalty.example.com'],
  ['PUBLIC_URL', 'https://example.com/loyalty'],
  ['PUBLIC_URL', 'https://example.com/?a=secret'],
  ['TELEGRAM_API_ROOT', 'file:///secret'],
  ['ENCRYPTION_KEY', 'secret'],
  ['PORT', '65536'],
  ['ROLES', 'api,secret'],
  ['LOG_LEVEL', 'secret'],
  ['TRUSTED_PROXIES', '-1'],
])('%s=%s stops the start with a line that names it and not the value', (name, value) => {
  const read = () => readConfig({ ...good, [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(new RegExp(`^${name}[^\\n]*$`));
  expect(read).not.toThrow(/secret/);
});

it('says of a word for a number what it should be', () => {
  expect(() => readConfig({ ...good, PORT: 'abc' })).toThrow(/^PORT: must be a whole number$/);
  expect(() => readConfig({ ...good, TRUSTED_PROXIES: 'many' })).toThrow(
    /^TRUSTED_PROXIES: must be a whole number$/,
  );
});

it('names every missing one', () => {
  expect(() => readConfig({})).toThrow(
    /^DATABASE_URL: is missing\nPUBLIC_URL: is missing\nENCRYPTION_KEY: is missing$/,
  );
});
