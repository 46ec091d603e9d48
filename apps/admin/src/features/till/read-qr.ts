/** Reads QR codes from a running camera: by the browser's own detector where there is one, else by jsQR. */
import { viewOf } from './view-box.ts';
import type { QrPixels } from './find-qr.ts';

export interface QrReader {
  read: (video: HTMLVideoElement) => Promise<string | null>;
  close: () => void;
}

/** The part of the browser's Barcode Detection API that is used; TypeScript does not know it yet. */
interface BarcodeDetector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
interface BarcodeDetectorClass {
  new (options: { formats: string[] }): BarcodeDetector;
  getSupportedFormats: () => Promise<string[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: BarcodeDetectorClass;
  }
}

export async function createQrReader(): Promise<QrReader> {
  const detector = await createDetector();
  if (!detector) return createScriptReader();
  let script: QrReader | null = null;
  return {
    read: async (video) => {
      if (script) return script.read(video);
      try {
        return (await detector.detect(video))[0]?.rawValue ?? null;
      } catch {
        // Android offers the detector before the service behind it is there, and then refuses every picture.
        script = createScriptReader();
        return null;
      }
    },
    close: () => script?.close(),
  };
}

async function createDetector(): Promise<BarcodeDetector | null> {
  const Detector = window.BarcodeDetector;
  if (!Detector) return null;
  const formats: string[] = await Detector.getSupportedFormats().catch((): string[] => []);
  return formats.includes('qr_code') ? new Detector({ formats: ['qr_code'] }) : null;
}

/** jsQR takes up to a tenth of a second on a cheap laptop: in a worker, the page stays quick all the while. */
function createScriptReader(): QrReader {
  const worker = new Worker(new URL('./qr-worker.ts', import.meta.url), { type: 'module' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let turn = 0;
  return {
    read: async (video) => {
      if (!context || video.videoWidth === 0) return null;
      const view = viewOf({ width: video.videoWidth, height: video.videoHeight, turn });
      turn += 1;
      canvas.width = view.outWidth;
      canvas.height = view.outHeight;
      const { left, top, width, height, outWidth, outHeight } = view;
      context.drawImage(video, left, top, width, height, 0, 0, outWidth, outHeight);
      const { data } = context.getImageData(0, 0, outWidth, outHeight);
      return ask(worker, { data, width: outWidth, height: outHeight });
    },
    close: () => worker.terminate(),
  };
}

/** One picture at a time: the next is asked for only after the answer. */
function ask(worker: Worker, pixels: QrPixels): Promise<string | null> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string | null>) => resolve(data);
    worker.onerror = () => reject(new Error('the QR worker failed'));
    worker.postMessage(pixels, [pixels.data.buffer]);
  });
}
