/** A level's picture: taken from whoever sets levels up, written anew, and given out under a name of our own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@regulars/contracts';
import sharp from 'sharp';
import { expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { createTestDeps, fileForm, makeBrand, makeStaff } from '../testing.ts';

it('is kept square and without what else was in the file; what is none is refused', async () => {
  const filesDir = await mkdtemp(join(tmpdir(), 'regulars-tiers-'));
  const { deps, close } = await createTestDeps(inject('postgresUrl'), { filesDir });
  const app = await buildApp(deps);
  try {
    const brand = await makeBrand(deps);
    const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
    const upload = (bytes: Buffer) => {
      const { headers, payload } = fileForm(bytes);
      const url = routes.uploadTierPicture.path.replace(':slug', brand.slug);
      return app.inject({ method: 'POST', url, headers: { ...owner.headers, ...headers }, payload });
    };
    const png = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c62' } })
      .png()
      .toBuffer();
    const kept = await upload(png);
    expect(kept.statusCode, kept.body).toBe(200);
    expect((await upload(Buffer.from('not a picture'))).json().code).toBe('file_invalid');
  } finally {
    await app.close();
    await close();
    await rm(filesDir, { recursive: true, force: true });
  }
});
