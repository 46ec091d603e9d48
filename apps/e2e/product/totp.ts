/** An authenticator app: codes of RFC 6238 for a key as the setup shows it. */
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const periodMilliseconds = 30_000;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of this moment; waits for the next period when this one was used or is about to end. */
export async function nextCode(key: string, usedStep = -1): Promise<{ code: string; step: number }> {
  const now = Date.now();
  let step = Math.floor(now / periodMilliseconds);
  const left = (step + 1) * periodMilliseconds - now;
  if (step <= usedStep || left < 3_000) {
    await sleep(left + 200);
    step += 1;
  }
  return { code: codeAt(decodeBase32(key), step), step };
}

function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

function decodeBase32(text: string): Buffer {
  const bits = [...text.replace(/[\s=]/g, '')]
    .map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
