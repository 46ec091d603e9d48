// Reads the text of a QR code from a picture or from the viewer's screen.
import jsQR from 'jsqr';

const longestSidePixels = 1600;

export async function readQrFromBlob(picture: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(picture);
  try {
    return readQr(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

export async function readQrFromUrl(url: string): Promise<string | null> {
  const response = await fetch(url);
  return response.ok ? readQrFromBlob(await response.blob()) : null;
}

/** Asks the browser for one look at the screen; a code in any window of it is found. */
export async function readQrFromScreen(): Promise<string | null> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
  try {
    const video = document.createElement('video');
    video.srcObject = stream;
    await video.play();
    return readQr(video, video.videoWidth, video.videoHeight);
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

function readQr(source: CanvasImageSource, width: number, height: number): string | null {
  const scale = Math.min(1, longestSidePixels / Math.max(width, height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d');
  if (!context) return null;
  // Codes with a transparent ground read as black on black otherwise.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsQR(data, canvas.width, canvas.height)?.data || null;
}
