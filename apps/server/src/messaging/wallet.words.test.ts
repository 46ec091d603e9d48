import { expect, test } from 'vitest';
import type { Html } from '../platform/html.ts';
import {
  activationText,
  adjustmentText,
  expiryText,
  purchaseText,
  refundText,
  type Voice,
  welcomeText,
} from './wallet.words.ts';

const ru: Voice = {
  language: 'ru',
  brandName: 'Зерно & Ко',
  pointsName: {
    ru: { one: 'зерно', few: 'зерна', many: 'зёрен' },
    en: { one: 'bean', other: 'beans' },
  },
  currency: 'RUB',
  zone: 'Europe/Moscow',
};
const en: Voice = { ...ru, language: 'en' };
const read = (text: Html) => text.source.replaceAll(/\s/g, ' ');
const none = { redeemedPoints: 0, earnedPoints: 0, activeFrom: null };

test('a purchase says what was earned, spent and is left', () => {
  const purchase = { ...none, totalMinor: 90_000, availableAfter: 245 };
  expect(read(purchaseText(ru, { ...purchase, earnedPoints: 45 }))).toBe(
    'Начислили 45 зёрен за покупку на 900 ₽. Теперь у вас 245 зёрен.',
  );
  expect(read(purchaseText(ru, { ...purchase, redeemedPoints: 101 }))).toBe(
    'Списали 101 зерно за покупку на 900 ₽. Теперь у вас 245 зёрен.',
  );
  expect(read(purchaseText(ru, { ...purchase, redeemedPoints: 100, earnedPoints: 40 }))).toBe(
    'Списали 100 зёрен и начислили 40 зёрен за покупку на 900 ₽. Теперь у вас 245 зёрен.',
  );
  expect(read(purchaseText(en, { ...purchase, totalMinor: 12_345 }))).toBe(
    'We noted your purchase of ₽123.45. You now have 245 beans.',
  );
});

test("points that wait say from which day of the brand's zone they can be spent", () => {
  const purchase = {
    totalMinor: 90_000,
    redeemedPoints: 0,
    earnedPoints: 2,
    availableAfter: 0,
    activeFrom: new Date('2026-03-14T21:00:00.000Z'),
  };
  expect(read(purchaseText(ru, purchase))).toBe(
    'Начислили 2 зерна за покупку на 900 ₽, потратить можно с 15 марта. Теперь у вас 0 зёрен.',
  );
  expect(read(purchaseText(en, purchase))).toContain('to be spent from 15 March.');
});

test('a refund names what came back and what was taken, and a debt as a debt', () => {
  const refund = { moneyMinor: 90_000, reversedPoints: 45, returnedPoints: 0, availableAfter: -5 };
  expect(read(refundText(ru, refund))).toBe(
    'Оформили возврат на 900 ₽. Отменили начисление: 45 зёрен. Долг 5 зёрен: его погасят следующие покупки.',
  );
});

test('names and reasons are text, never markup', () => {
  expect(read(welcomeText(ru, { welcomePoints: 0 }))).toContain('«Зерно &amp; Ко»');
  const gift = adjustmentText(en, { points: 5, reason: '<b>sorry</b>', availableAfter: 5 });
  expect(read(gift)).toBe('You received 5 beans: &lt;b&gt;sorry&lt;/b&gt;. You now have 5 beans.');
});

test('points that end at midnight are said with the last day on which they can be spent', () => {
  const expiresAt = new Date('2026-03-31T21:00:00.000Z');
  expect(read(expiryText(ru, { points: 12, expiresAt, isByInactivity: false }))).toContain(
    '31 марта сгорят 12 зёрен.',
  );
  expect(read(expiryText(en, { points: 12, expiresAt, isByInactivity: false }))).toContain(
    'will expire on 31 March.',
  );
});

test('points that lapse without purchases say what keeps them', () => {
  const expiring = { points: 12, expiresAt: new Date('2026-03-31T21:00:00.000Z'), isByInactivity: true };
  expect(read(expiryText(ru, expiring))).toContain(
    '31 марта сгорят 12 зёрен, если до этого не будет покупок.',
  );
  expect(read(expiryText(en, expiring))).toContain('on 31 March unless you make a purchase before then.');
});

test('numbers and verbs agree', () => {
  const expiresAt = new Date('2026-03-31T20:59:59.999Z');
  expect(read(expiryText(ru, { points: 1, expiresAt, isByInactivity: false }))).toContain(
    '31 марта сгорит 1 зерно.',
  );
  expect(read(expiryText(ru, { points: 12, expiresAt, isByInactivity: false }))).toContain(
    '31 марта сгорят 12 зёрен.',
  );
  expect(read(activationText(en, { points: 1, availableAfter: 1 }))).toBe(
    '1 bean more can be spent now. You now have 1 bean.',
  );
});
