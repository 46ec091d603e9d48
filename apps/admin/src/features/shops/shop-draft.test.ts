/** A shop's form: places as maps write them, and hours that are copied and broken up. */
import { describe, expect, it } from 'vitest';
import { asEveryDay, bodyOf, draftOf, isPlaceWrong, readPlace, withInterval } from './shop-draft.ts';

describe('a place', () => {
  it('is read as maps give it', () => {
    expect(readPlace('55.7594, 37.6467')).toEqual({ latitude: 55.7594, longitude: 37.6467 });
    expect(readPlace(' -33.86 151.2 ')).toEqual({ latitude: -33.86, longitude: 151.2 });
  });

  it('that is none is said to be wrong, and nothing is not', () => {
    for (const wrong of ['Покровка, 17', '91, 10', '55.7594', '55,7594']) {
      expect([wrong, readPlace(wrong), isPlaceWrong(wrong)]).toEqual([wrong, null, true]);
    }
    expect(isPlaceWrong(' ')).toBe(false);
  });
});

describe('hours', () => {
  it('of one day become those of all', () => {
    const monday = { weekday: 1, from: '08:00', until: '20:00' };
    const hours = asEveryDay([monday, { weekday: 2, from: '10:00', until: '12:00' }], 1);
    expect(hours).toHaveLength(7);
    expect(new Set(hours.map(({ from, until }) => `${from}-${until}`))).toEqual(new Set(['08:00-20:00']));
  });

  it('get a second part after the first', () => {
    const hours = withInterval([{ weekday: 3, from: '09:00', until: '13:00' }], 3);
    expect(hours.at(-1)).toEqual({ weekday: 3, from: '13:00', until: '23:00' });
  });

  it('are kept in the draft but not sent while they are not told', () => {
    const draft = draftOf(null);
    expect(draft.hours).toHaveLength(7);
    expect(bodyOf(draft).hours).toEqual([]);
    expect(bodyOf({ ...draft, hasHours: true }).hours).toHaveLength(7);
  });
});
