/** Draws the photo of a slip from a cash register: lines of print, the total in large digits, and its code. */
import QRCode from 'qrcode';
import sharp from 'sharp';

const slipWidth = 380;
const slipHeight = 720;
const tornHeight = 430;
const table = { margin: 60, color: '#8a7460' };

/** Without a text the code is torn off, as happens. */
export async function drawReceipt(totalMinor: number, text: string | null): Promise<Buffer> {
  const slip = await sharp(Buffer.from(slipOf(totalMinor, text)))
    .rotate(text === null ? -6 : 3, { background: table.color })
    .png()
    .toBuffer();
  const { margin } = table;
  return sharp(slip)
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: table.color })
    .flatten({ background: table.color })
    .jpeg({ quality: 82 })
    .toBuffer();
}

function slipOf(totalMinor: number, text: string | null): string {
  const bars = [60, 34, 0, 88, 72, 80, 64, 0].map((percent, index) =>
    percent === 0 ? '' : bar(40, 50 + index * 26, (slipWidth - 80) * (percent / 100)),
  );
  const code = text === null ? '' : codeOf(text);
  const height = text === null ? tornHeight : slipHeight;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${slipWidth}" height="${height}">
    <rect width="${slipWidth}" height="${height}" fill="#fbfaf5"/>
    ${bars.join('')}${digits(formatSum(totalMinor), 40, 290)}${code}</svg>`;
}

function bar(x: number, y: number, width: number): string {
  return `<rect x="${x}" y="${y}" width="${Math.round(width)}" height="9" fill="#6b6b6b"/>`;
}

function formatSum(totalMinor: number): string {
  return (totalMinor / 100).toFixed(2);
}

/** Segments a to g of each digit, as calculators show them: no font is needed to draw them. */
const segmentsOf: Record<string, string> = {
  0: 'abcdef',
  1: 'bc',
  2: 'abged',
  3: 'abgcd',
  4: 'fgbc',
  5: 'afgcd',
  6: 'afgedc',
  7: 'abc',
  8: 'abcdefg',
  9: 'abcdfg',
};
const segments: Record<string, string> = {
  a: 'M4 0h24',
  b: 'M30 3v24',
  c: 'M30 33v24',
  d: 'M4 60h24',
  e: 'M2 33v24',
  f: 'M2 3v24',
  g: 'M4 30h24',
};

function digits(text: string, left: number, top: number): string {
  let x = left;
  const drawn = [...text].map((letter) => {
    const at = `transform="translate(${x} ${top})"`;
    x += letter === '.' ? 18 : 44;
    if (letter === '.') return `<rect ${at} x="2" y="56" width="7" height="7" fill="#222"/>`;
    const path = [...(segmentsOf[letter] ?? '')].map((name) => segments[name]).join('');
    return `<path ${at} d="${path}" stroke="#222" stroke-width="6" fill="none"/>`;
  });
  return drawn.join('');
}

const moduleSize = 6;

function codeOf(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const left = Math.round((slipWidth - modules.size * moduleSize) / 2);
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column))
        squares.push(`M${left + column * moduleSize} ${420 + row * moduleSize}h6v6h-6z`);
    }
  }
  return `<path d="${squares.join('')}" fill="#222"/>`;
}
