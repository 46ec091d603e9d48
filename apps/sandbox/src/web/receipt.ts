// Prints a fiscal receipt as a picture, signed as the demo's checking service expects it.
import { encode } from 'uqr';

export interface PrintedReceipt {
  /** What its code says. */
  text: string;
  picture: File;
}

export interface ReceiptFields {
  fiscalDrive: string;
  totalMinor: number;
  zone: string;
}

const width = 420;
const modulePixels = 6;
const codeTop = 300;

/** Of this minute, with a number of its own. */
export async function printReceipt({
  fiscalDrive,
  totalMinor,
  zone,
}: ReceiptFields): Promise<PrintedReceipt> {
  const now = new Date();
  const documentNumber = String(Math.floor(now.getTime() / 1_000) % 1_000_000_000);
  const local = now.toLocaleString('sv-SE', { timeZone: zone });
  const sum = (totalMinor / 100).toFixed(2);
  const text = [
    `t=${local.replaceAll(/[-:]/g, '').replace(' ', 'T')}`,
    `s=${sum}`,
    `fn=${fiscalDrive}`,
    `i=${documentNumber}`,
    `fp=${signReceipt(`${fiscalDrive}/${documentNumber}/${totalMinor}`)}`,
    'n=1',
  ].join('&');
  const lines = [local, `ФН ${fiscalDrive}`, `ФД ${documentNumber}`];
  return { text, picture: await draw(text, sum, lines) };
}

/** The same sum as the demo's service counts: a changed digit shows. */
function signReceipt(signed: string): number {
  let sum = 7;
  for (const letter of signed) sum = (sum * 31 + letter.charCodeAt(0)) % 4_294_967_291;
  return sum;
}

async function draw(text: string, sum: string, lines: readonly string[]): Promise<File> {
  const { data, size } = encode(text);
  const canvas = new OffscreenCanvas(width, codeTop + size * modulePixels + 40);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no pictures');
  context.fillStyle = '#fbfaf5';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#222222';
  context.textAlign = 'center';
  context.font = '600 30px ui-monospace, monospace';
  context.fillText('КАССОВЫЙ ЧЕК', width / 2, 60);
  context.font = '22px ui-monospace, monospace';
  for (const [index, line] of lines.entries()) context.fillText(line, width / 2, 110 + index * 34);
  context.font = '600 40px ui-monospace, monospace';
  context.fillText(`ИТОГ ${sum}`, width / 2, 260);
  const left = (width - size * modulePixels) / 2;
  for (const [row, modules] of data.entries()) {
    for (const [column, isDark] of modules.entries()) {
      if (isDark)
        context.fillRect(
          left + column * modulePixels,
          codeTop + row * modulePixels,
          modulePixels,
          modulePixels,
        );
    }
  }
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new File([blob], 'receipt.png', { type: 'image/png' });
}
