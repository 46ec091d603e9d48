/** The drawn path is the very code the encoder made. */
import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { qrPath } from './qr-code.tsx';

it('covers exactly the dark modules', () => {
  const text = 'rc1.k3v9x.5f0d2a';
  const { path, size } = qrPath(text);
  const drawn = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x = '0', y = '0', width = '0'] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let step = 0; step < Number(width); step += 1) {
      const row = drawn[Number(y)];
      if (row) row[Number(x) + step] = true;
    }
  }
  expect(drawn).toEqual(encode(text, { ecc: 'M', border: 2 }).data);
});
