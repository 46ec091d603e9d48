/** Pictures for tests: receipts as phones photograph them, and ones that nobody should have to open. */
import { crc32, deflateSync } from 'node:zlib';
import QRCode from 'qrcode';
import sharp from 'sharp';

/** A code on a slip of paper on a table, as a photo. */
export async function receiptPhoto(text: string, format: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> {
  const code = await QRCode.toBuffer(text, { width: 260, margin: 2 });
  const paper = await sharp({ create: { width: 420, height: 700, channels: 3, background: '#fbfaf6' } })
    .composite([{ input: code, left: 80, top: 380 }])
    .png()
    .toBuffer();
  const photo = sharp({ create: { width: 1_200, height: 1_000, channels: 3, background: '#6d5a48' } })
    .composite([{ input: paper, left: 380, top: 140 }])
    .rotate(4, { background: '#6d5a48' });
  return photo[format]().toBuffer();
}

/** Paper without a code. */
export function plainPhoto(shade = 200): Promise<Buffer> {
  const background = { r: shade, g: shade, b: shade };
  return sharp({ create: { width: 600, height: 800, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

/** A well-formed PNG whose header promises that many pixels and whose data is a few bytes. */
export function promisingPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PNG of that many pixels of nothing, packed a thousandfold. */
export function bombPng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 9 });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
