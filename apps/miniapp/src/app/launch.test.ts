/** The brand and the first screen are read from addresses that people and links may spoil. */
import { expect, it } from 'vitest';
import { slugOf, startParamOf, startScreenOf } from './launch.ts';

it('finds the brand in paths under /app/ only', () => {
  expect(slugOf('/app/zerno/')).toBe('zerno');
  expect(slugOf('/app/zerno')).toBe('zerno');
  expect(slugOf('/app/zerno-2/history')).toBe('zerno-2');
  expect(slugOf('/app/')).toBeNull();
  expect(slugOf('/app/-zerno/')).toBeNull();
  expect(slugOf('/app/Zerno/')).toBeNull();
  expect(slugOf('/admin/zerno/')).toBeNull();
});

it('follows only the start parameters that name a screen', () => {
  expect(startScreenOf('card')).toBe('/card');
  expect(startScreenOf('home')).toBe('/');
  expect(startScreenOf('ref_42')).toBeNull();
  expect(startScreenOf('constructor')).toBeNull();
  expect(startScreenOf(null)).toBeNull();
});

it('reads the start parameter from the hash, else from the query', () => {
  expect(startParamOf({ search: '', hash: '#tgWebAppData=a&tgWebAppStartParam=card' })).toBe('card');
  expect(startParamOf({ search: '?tgWebAppStartParam=card', hash: '#tgWebAppData=a' })).toBe('card');
  expect(startParamOf({ search: '', hash: '' })).toBeNull();
});
