/** Text on brand colours stays readable whatever colours the brand chose. */
import { expect, it } from 'vitest';
import { contrast, inkOn, readableCard } from './card-colors.ts';

const palettes: [string, string][] = [
  ['#ffe000', '#ffd0a0'],
  ['#7b3f00', '#c98a4b'],
  ['#00aaff', '#ff5500'],
  ['#ffffff', '#000000'],
  ['#808080', '#777777'],
];

it.each(palettes)('the ink on a card from %s to %s passes AA on both ends', (from, to) => {
  const card = readableCard([from, to]);
  expect(contrast(card.ink, card.from)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(card.ink, card.to)).toBeGreaterThanOrEqual(4.5);
});

it('colours that already read well stay as the brand chose them', () => {
  expect(readableCard(['#4a2511', '#6f3a1c'])).toEqual({ from: '#4a2511', to: '#6f3a1c', ink: '#ffffff' });
});

it('black goes on yellow and white on navy', () => {
  expect(inkOn('#ffe000')).not.toBe('#ffffff');
  expect(inkOn('#001f54')).toBe('#ffffff');
});
