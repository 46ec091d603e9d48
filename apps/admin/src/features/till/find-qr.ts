/** Finds a QR in pixels with jsQR. */
import jsQR from 'jsqr';

export interface QrPixels {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

/** Light on dark too: phones turn colours around for those who see badly. */
export function findQr({ data, width, height }: QrPixels): string | null {
  const found = jsQR(data, width, height, { inversionAttempts: 'attemptBoth' });
  return found?.data ? found.data : null;
}
