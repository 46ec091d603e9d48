/** Makes a brand's colours readable: which ink goes on them, and darker ones where neither ink would do. */

export interface ReadableColors {
  from: string;
  to: string;
  /** Colour of the text on both. */
  ink: string;
}

const white = '#ffffff';
const black = '#16181c';
/** WCAG AA for small text. */
const minContrast = 4.5;

/** The gradient of a member card, darkened as little as its white or black text needs. */
export function readableCard([from, to]: readonly [string, string]): ReadableColors {
  if (
    leastContrast(black, from, to) >= minContrast &&
    leastContrast(black, from, to) > leastContrast(white, from, to)
  )
    return { from, to, ink: black };
  return { from: darkenFor(from), to: darkenFor(to), ink: white };
}

/** Black or white, whichever reads better on the colour. */
export function inkOn(color: string): string {
  return contrast(white, color) >= contrast(black, color) ? white : black;
}

/** WCAG contrast ratio of two #rrggbb colours, 1 to 21. */
export function contrast(first: string, second: string): number {
  const [lighter = 0, darker = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

export function isDark(color: string): boolean {
  return luminance(color) < 0.25;
}

function leastContrast(ink: string, from: string, to: string): number {
  return Math.min(contrast(ink, from), contrast(ink, to));
}

function darkenFor(color: string): string {
  for (let share = 1; share > 0.2; share -= 0.05) {
    const darker = scaled(color, share);
    if (contrast(white, darker) >= minContrast) return darker;
  }
  return black;
}

function scaled(color: string, share: number): string {
  const parts = channels(color).map((value) =>
    Math.round(value * share)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${parts.join('')}`;
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color: string): number[] {
  const hex = /^#[0-9a-f]{6}$/i.test(color) ? color.slice(1) : '000000';
  return [0, 2, 4].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
