import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createCodeReader } from './read-codes.ts';
import { readReceiptPicture } from './receipt.picture.ts';
import { bombPng, plainPhoto, promisingPng, receiptPhoto } from './testing/pictures.ts';

const text = 't=20260312T1015&s=540.00&fn=9282000100072197&i=64318&fp=2918241905&n=1';

describe('the photo of a receipt', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('gives its code, from %s too', async (format) => {
    const { code } = await readReceiptPicture(await receiptPhoto(text, format));
    expect(code).toMatchObject({ kind: 'receipt', receipt: { documentNumber: '64318', totalMinor: 54_000 } });
  });

  it('is written anew, without what the camera noted of place and person', async () => {
    const noted = await sharp(await receiptPhoto(text))
      .withExif({ IFD0: { Artist: 'Anna' }, IFD3: { GPSLatitude: '55/1 45/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(noted).metadata()).exif).toBeDefined();
    const { bytes } = await readReceiptPicture(noted);
    const metadata = await sharp(bytes).metadata();
    expect(metadata.format).toBe('webp');
    expect(metadata.exif).toBeUndefined();
    expect(bytes.includes('Anna')).toBe(false);
  });

  it('stands upright, however the phone was held', async () => {
    const lying = await sharp(await receiptPhoto(text))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const upright = await sharp((await readReceiptPicture(lying)).bytes).metadata();
    const before = await sharp(lying).metadata();
    expect([upright.width, upright.height]).toEqual([before.height, before.width]);
  });

  it('without a code says so', async () => {
    expect((await readReceiptPicture(await plainPhoto())).code).toBeNull();
  });

  it('with another code beside the fiscal one is read by the fiscal one', async () => {
    const [fiscal, other] = await Promise.all([receiptPhoto(text), receiptPhoto('https://example.com/menu')]);
    const both = await sharp({ create: { width: 2_600, height: 1_100, channels: 3, background: '#6d5a48' } })
      .composite([
        { input: other, left: 0, top: 0 },
        { input: fiscal, left: 1_300, top: 0 },
      ])
      .jpeg()
      .toBuffer();
    expect((await readReceiptPicture(both)).code).toMatchObject({ kind: 'receipt' });
    expect((await readReceiptPicture(other)).code).toBeNull();
  });
});

describe('a hostile picture', () => {
  const refused = { code: 'file_invalid' };

  it('of one pixel is refused', async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await expect(readReceiptPicture(dot)).rejects.toMatchObject(refused);
  });

  it('that promises more pixels than memory is refused unopened', async () => {
    await expect(readReceiptPicture(promisingPng(60_000, 60_000))).rejects.toMatchObject(refused);
    await expect(readReceiptPicture(promisingPng(2_147_483_647, 1))).rejects.toMatchObject(refused);
    await expect(readReceiptPicture(promisingPng(1, 2_147_483_647))).rejects.toMatchObject(refused);
  });

  it('that unpacks a thousandfold is refused by its size in pixels', async () => {
    const bomb = bombPng(20_000);
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readReceiptPicture(bomb)).rejects.toMatchObject(refused);
  });

  it('that breaks off anywhere is refused', async () => {
    const whole = await receiptPhoto(text);
    for (const share of [0.02, 0.3, 0.7, 0.95]) {
      const part = whole.subarray(0, Math.floor(whole.length * share));
      await expect(readReceiptPicture(part)).rejects.toMatchObject(refused);
    }
  });

  it('that promises a line of data it does not have is refused', async () => {
    await expect(readReceiptPicture(promisingPng(3_000, 3_000))).rejects.toMatchObject(refused);
  });

  it.each([
    ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a GIF', Buffer.from('4749463839610100010080000000000000ffffff2c00000000010001000002024401003b', 'hex')],
    ['a document', Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj')],
    ['nothing', Buffer.alloc(0)],
    ['three bytes of a JPEG', Buffer.from('ffd8ff', 'hex')],
  ])('that is %s is refused', async (_name, bytes) => {
    await expect(readReceiptPicture(bytes)).rejects.toMatchObject(refused);
  });

  it('that is two things at once goes on as the picture alone', async () => {
    const page = '<html><script>alert(document.cookie)</script></html>';
    const { bytes, code } = await readReceiptPicture(
      Buffer.concat([await receiptPhoto(text), Buffer.from(page)]),
    );
    expect(bytes.includes('<script>')).toBe(false);
    expect(code).toMatchObject({ kind: 'receipt' });
  });
});

describe('the reader of codes', () => {
  const square = { data: new Uint8Array(64 * 64 * 4), width: 64, height: 64 };
  const script = (name: string) => new URL(`./testing/${name}.worker.ts`, import.meta.url);

  it('gives up a picture that it hangs on, and goes on with a new thread', async () => {
    const reader = createCodeReader({ script: script('hanging'), milliseconds: 400 });
    const started = performance.now();
    expect(await Promise.all([reader.read(square), reader.read(square)])).toEqual([[], []]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('outlives a thread that falls', async () => {
    const reader = createCodeReader({ script: script('falling') });
    expect(await reader.read(square)).toEqual([]);
    expect(await reader.read(square)).toEqual([]);
  });

  it('turns away pictures that would wait too long', async () => {
    const reader = createCodeReader({ script: script('hanging'), milliseconds: 400, waitingLimit: 1 });
    const first = reader.read(square);
    await expect(reader.read(square)).rejects.toMatchObject({ code: 'temporarily_unavailable' });
    await first;
  });
});
