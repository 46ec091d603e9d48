/** A sign-in never leads away from the admin. */
import { describe, expect, it } from 'vitest';
import { nextAddress } from './next-address.ts';

describe('nextAddress', () => {
  it('goes back to an address inside the admin, its query included', () => {
    expect(nextAddress('/zerno/customers?q=анна')).toBe('/zerno/customers?q=анна');
  });
  it.each([
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'zerno/today',
    '/sign-in?next=/x',
  ])('goes to the start for %s', (next) => {
    expect(nextAddress(next)).toBe('/');
  });
});
