/** Reads a QR as a scanner would: from the picture on the screen. */
import type { Locator } from '@playwright/test';
import jsqr from 'jsqr';
import sharp from 'sharp';

export async function readQr(onScreen: Locator): Promise<string> {
  const picture = sharp(await onScreen.screenshot())
    .flatten({ background: '#ffffff' })
    .extend({
      top: 24,
      bottom: 24,
      left: 24,
      right: 24,
      background: '#ffffff',
    });
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const found = jsqr.default(new Uint8ClampedArray(data), info.width, info.height);
  if (!found) throw new Error('there is no readable QR in the picture');
  return found.data;
}
