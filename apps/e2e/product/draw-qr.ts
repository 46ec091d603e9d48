/** Draws a QR of any text as a picture. */
import sharp from 'sharp';
import { renderSVG } from 'uqr';

export function drawQr(text: string): Promise<Buffer> {
  return sharp(Buffer.from(renderSVG(text, { pixelSize: 8 })))
    .png()
    .toBuffer();
}
