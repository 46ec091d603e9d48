/** A worker that answers every picture it is sent with the QR in it, or null. */
import { findQr, type QrPixels } from './find-qr.ts';

self.onmessage = ({ data }: MessageEvent<QrPixels>) => self.postMessage(findQr(data));
