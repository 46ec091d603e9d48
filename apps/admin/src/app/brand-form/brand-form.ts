/** A brand's settings as the forms of setup, a new brand and the brand page edit them. */
import type { BrandSettings } from '@regulars/contracts';
import type { Language } from '../words.ts';

export type { BrandSettings };

/** What a new brand starts with: the browser's zone and neutral looks; everything can be changed later. */
export function newBrand(zone: string, language: Language): BrandSettings {
  return {
    name: '',
    accentColor: '#1f6f4a',
    cardColors: ['#1f6f4a', '#0e3324'],
    zone,
    currency: 'RUB',
    languages: language === 'ru' ? ['ru', 'en'] : ['en', 'ru'],
    pointsName: {
      ru: { one: 'балл', few: 'балла', many: 'баллов' },
      en: { one: 'point', other: 'points' },
    },
  };
}

const letters: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};
const slugLimit = 40;

/** An address for a name: "Цветы рядом" is `cvety-ryadom`-like, only letters, digits and dashes. */
export function slugOf(name: string): string {
  return [...name.toLowerCase()]
    .map((letter) => letters[letter] ?? letter)
    .join('')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugLimit)
    .replace(/^-+|-+$/g, '');
}

/** Black or white, whichever reads better on a colour (WCAG relative luminance). */
export function readableOn(hex: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff';
}
