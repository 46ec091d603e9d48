/** A camera for Chromium: the picture it sees is what a journey holds up to it, now and at any moment later. */
import { openSync, writeSync, closeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

const width = 640;
const height = 480;
const header = `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`;
const frameMark = 'FRAME\n';

export interface HeldCamera {
  /** Start Chromium with these. */
  args: string[];
  /** Holds a picture up, as large as this share of what the camera sees, turned by so many degrees. */
  show: (picture: Buffer, how?: { share?: number; degrees?: number }) => Promise<void>;
  showNothing: () => void;
  remove: () => Promise<void>;
}

/** Chromium reads the file again and again, so writing over it changes what the running camera sees. */
export async function createCamera(): Promise<HeldCamera> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-camera-'));
  const path = join(folder, 'camera.y4m');
  const file = openSync(path, 'w');
  const write = (grey: Buffer) => writeSync(file, movieOf(grey), 0, null, 0);
  write(emptyCounter());
  return {
    args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`],
    show: async (picture, { share = 0.6, degrees = 0 } = {}) => {
      write(await before(picture, share, degrees));
    },
    showNothing: () => void write(emptyCounter()),
    remove: async () => {
      closeSync(file);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const counterGrey = 0x6a;

function emptyCounter(): Buffer {
  return Buffer.alloc(width * height, counterGrey);
}

async function before(picture: Buffer, share: number, degrees: number): Promise<Buffer> {
  const background = { r: counterGrey, g: counterGrey, b: counterGrey };
  const side = Math.round(height * share);
  // With a white edge, as a code has on a card; then turned on the grey of the counter.
  const code = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'contain', background: '#ffffff' })
    .extend({ top: 16, bottom: 16, left: 16, right: 16, background: '#ffffff' })
    .rotate(degrees, { background })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background } })
    .composite([{ input: code }])
    .greyscale()
    .raw()
    .toBuffer();
}

/** One frame of brightness in the range of video, without colour. */
function movieOf(grey: Buffer): Buffer {
  const brightness = grey.map((level) => 16 + Math.round((level * 219) / 255));
  const colour = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([Buffer.from(header + frameMark), brightness, colour]);
}
