/** A worker thread that answers every picture it is sent with the texts of the QR codes in it. */
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { CodePixels } from './read-codes.ts';

const mostCodes = 4;

const file = await readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
// Its own copy: the library would fetch one from the internet.
const wasmBinary = Uint8Array.from(file).buffer;
await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });

parentPort?.on('message', (pixels: CodePixels) => void answer(pixels));

async function answer({ data, width, height }: CodePixels): Promise<void> {
  const picture = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' } as const;
  const codes = await readBarcodes(picture, {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: mostCodes,
  });
  parentPort?.postMessage(codes.filter(({ isValid }) => isValid).map(({ text }) => text));
}
