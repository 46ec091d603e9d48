/** A card is read from pictures as a shop's camera takes them: turned, dark, blurred, noisy, small, turned around. */
import sharp, { type Sharp } from 'sharp';
import { renderSVG } from 'uqr';
import { describe, expect, it } from 'vitest';
import { findQr, type QrPixels } from './find-qr.ts';
import { viewOf } from './view-box.ts';

const card = 'RC1.mS0q-2n_0aKd81VvQ7wzXYnT4bTq9sLx2PfRkC7uHeA';
const picture = { width: 1280, height: 720 };
const counter = { r: 106, g: 100, b: 92 };

/** The card in the middle of what the camera sees, so wide in pixels. */
async function photograph(widthPixels: number, change: (photo: Sharp) => Sharp = (photo) => photo) {
  const code = await sharp(Buffer.from(renderSVG(card, { pixelSize: 10, border: 3 })))
    .flatten({ background: '#ffffff' })
    .resize(widthPixels, widthPixels)
    .png()
    .toBuffer();
  const photo = await sharp({ create: { ...picture, channels: 3, background: counter } })
    .composite([{ input: code }])
    .png()
    .toBuffer();
  const changed = await change(sharp(photo)).png().toBuffer();
  return sharp(changed).resize(picture.width, picture.height, { fit: 'cover' }).png().toBuffer();
}

/** What the worker is sent in two turns: the middle, then the whole. */
async function look(photo: Buffer): Promise<string | null> {
  for (const turn of [0, 1]) {
    const { left, top, width, height, outWidth, outHeight } = viewOf({ ...picture, turn });
    const { data } = await sharp(photo)
      .extract({ left, top, width, height })
      .resize(outWidth, outHeight)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels: QrPixels = { data: new Uint8ClampedArray(data), width: outWidth, height: outHeight };
    const found = findQr(pixels);
    if (found) return found;
  }
  return null;
}

describe('findQr', () => {
  it.each([15, 45, 90, 200])('reads a card turned by %i degrees', async (degrees) => {
    const photo = await photograph(320, (plain) => plain.rotate(degrees, { background: counter }));
    expect(await look(photo)).toBe(card);
  });
  it('reads a card that takes a tenth of the picture', async () => {
    expect(await look(await photograph(128))).toBe(card);
  });
  it('reads a card in a dark room', async () => {
    expect(await look(await photograph(320, (plain) => plain.linear(0.15, 6)))).toBe(card);
  });
  it('reads a card washed out by light', async () => {
    expect(await look(await photograph(320, (plain) => plain.linear(0.25, 180)))).toBe(card);
  });
  it('reads a blurred card', async () => {
    expect(await look(await photograph(320, (plain) => plain.blur(2.4)))).toBe(card);
  });
  it('reads a card in the coarse picture of a cheap camera', async () => {
    expect(await look(await photograph(320, (plain) => plain.jpeg({ quality: 20 })))).toBe(card);
  });
  it('reads a card whose colours the phone has turned around', async () => {
    expect(await look(await photograph(320, (plain) => plain.negate({ alpha: false })))).toBe(card);
  });
  it('is null where there is no code', async () => {
    const empty = sharp({ create: { ...picture, channels: 3, background: counter } });
    expect(await look(await empty.png().toBuffer())).toBeNull();
  });
});
