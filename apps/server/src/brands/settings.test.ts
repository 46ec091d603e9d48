import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import {
  createTestDeps,
  fileForm,
  makeBrand,
  makeStaff,
  type TestDeps,
  testBrandSettings,
} from '../testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let filesDir: string;

beforeAll(async () => {
  filesDir = await mkdtemp(join(tmpdir(), 'regulars-files-'));
  ({ deps, close } = await createTestDeps(inject('postgresUrl'), { filesDir }));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
  await rm(filesDir, { recursive: true, force: true });
});

async function brandWithStaff(role: 'owner' | 'cashier' = 'owner') {
  const brand = await makeBrand(deps);
  const who = await makeStaff(deps, { memberships: [{ brandId: brand.id, role }] });
  const url = `/api/admin/brands/${brand.slug}`;
  const { headers } = who;
  return {
    brand,
    get: () => app.inject({ url: `${url}/settings`, headers }),
    save: (payload: object) => app.inject({ method: 'PUT', url: `${url}/settings`, headers, payload }),
    publish: (kind: string, text: object) =>
      app.inject({ method: 'PUT', url: `${url}/documents/${kind}`, headers, payload: { text } }),
    uploadRaw: (type: string, payload: string) =>
      app.inject({
        method: 'POST',
        url: `${url}/logo`,
        headers: { ...headers, 'content-type': type },
        payload,
      }),
    upload: (bytes: Buffer, field = 'file') => {
      const form = fileForm(bytes, { field, name: '../../evil.svg', type: 'image/svg+xml' });
      return app.inject({
        method: 'POST',
        url: `${url}/logo`,
        headers: { ...headers, ...form.headers },
        payload: form.payload,
      });
    },
  };
}

describe('brand settings', () => {
  it('are saved whole, and the log tells what changed', async () => {
    const { brand, get, save } = await brandWithStaff();
    const settings = { ...testBrandSettings, name: 'Зерно и Ко', accentColor: '#aa3300', currency: 'KZT' };
    expect((await save(settings)).json()).toEqual(settings);
    expect((await get()).json()).toMatchObject({ slug: brand.slug, ...settings, logoUrl: null });
    await save(settings);
    const entries = await deps.db.prisma.auditEntry.findMany({ where: { brandId: brand.id } });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.changes).toEqual([
      { field: 'name', before: 'Зерно', after: 'Зерно и Ко' },
      { field: 'accentColor', before: '#1f7a4d', after: '#aa3300' },
      { field: 'currency', before: 'RUB', after: 'KZT' },
    ]);
  });

  it('refuse what is malformed and people who may not write', async () => {
    const { save } = await brandWithStaff();
    const bad = await save({ ...testBrandSettings, zone: 'Mars/Olympus', accentColor: 'red', slug: 'x' });
    expect(
      bad
        .json()
        .errors.map((one: { path: string }) => one.path)
        .sort(),
    ).toEqual(['accentColor', 'slug', 'zone']);
    const cashier = await brandWithStaff('cashier');
    expect((await cashier.save(testBrandSettings)).json().code).toBe('permission_missing');
  });
});

describe('documents', () => {
  it('get a new version each time, also when two publish together', async () => {
    const { brand, publish, get } = await brandWithStaff();
    const text = { ru: 'Новые правила', en: 'New rules' };
    const answers = await Promise.all([publish('rules', text), publish('rules', text)]);
    expect(answers.map((answer) => answer.json<{ version: number }>().version).sort()).toEqual([2, 3]);
    const documents = (await get()).json<{ documents: { kind: string; version: number }[] }>().documents;
    expect(documents.map((one) => [one.kind, one.version])).toEqual([
      ['rules', 3],
      ['privacy', 1],
      ['marketing', 1],
    ]);
    const shown = await app.inject({ url: `/api/brands/${brand.slug}/documents/rules` });
    expect(shown.json()).toMatchObject({ version: 3, text });
    expect((await publish('rules', { ru: 'Текст', en: ' ' })).json().errors).toMatchObject([
      { path: 'text.en' },
    ]);
    expect((await publish('secrets', text)).statusCode).toBe(400);
  });
});

describe('the logo', () => {
  it('becomes a square picture without metadata that browsers may keep for ever', async () => {
    const { brand, upload, get } = await brandWithStaff();
    const photo = await sharp({ create: { width: 1_200, height: 600, channels: 3, background: '#1f7a4d' } })
      .withExif({ IFD0: { Copyright: 'a person' } })
      .jpeg()
      .toBuffer();
    const answer = await upload(photo);
    const { logoUrl } = answer.json<{ logoUrl: string }>();
    expect(logoUrl).toMatch(new RegExp(`^/files/${brand.id}/[A-Za-z0-9_-]{32}\\.webp$`));
    const file = await app.inject({ url: logoUrl });
    expect(file.headers).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const picture = await sharp(file.rawPayload).metadata();
    expect([picture.format, picture.width, picture.height, picture.exif]).toEqual([
      'webp',
      512,
      512,
      undefined,
    ]);
    const again = (await upload(photo)).json<{ logoUrl: string }>().logoUrl;
    expect(again).not.toBe(logoUrl);
    expect((await get()).json().logoUrl).toBe(again);
    expect((await app.inject({ url: logoUrl.replace('.webp', 'x.webp') })).json().code).toBe(
      'file_not_found',
    );
  });

  it('is refused when it is no picture, is too large or has too many pixels', async () => {
    const { upload, uploadRaw, get } = await brandWithStaff();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const cutOff = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(2_000)]);
    const huge = await sharp({ create: { width: 6_000, height: 6_000, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    for (const bytes of [svg, cutOff, huge, Buffer.alloc(0)])
      expect((await upload(bytes)).json().code).toBe('file_invalid');
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x'])
      expect((await uploadRaw(type, '--x\r\ngarbage')).json().code).toBe('file_invalid');
    expect((await upload(huge, 'other')).json().code).toBe('file_invalid');
    const large = await upload(Buffer.alloc(5 * 1_024 * 1_024 + 1, 1));
    expect([large.statusCode, large.json().code]).toEqual([413, 'file_too_large']);
    expect((await get()).json().logoUrl).toBeNull();
  });

  it('may be a few megabytes, and is refused as JSON', async () => {
    const { brand, upload } = await brandWithStaff();
    const noise = Buffer.alloc(1_200 * 1_200 * 3);
    for (let index = 0; index < noise.length; index++) noise[index] = (index * 7_919) % 251;
    const png = await sharp(noise, { raw: { width: 1_200, height: 1_200, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect(png.length).toBeGreaterThan(2_000_000);
    expect((await upload(png)).statusCode).toBe(200);
    const who = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
    const json = await app.inject({
      method: 'POST',
      url: `/api/admin/brands/${brand.slug}/logo`,
      headers: who.headers,
      payload: {},
    });
    expect(json.json().code).toBe('media_type_unsupported');
    const form = fileForm(png);
    const elsewhere = await app.inject({
      method: 'PUT',
      url: `/api/admin/brands/${brand.slug}/settings`,
      headers: { ...who.headers, ...form.headers },
      payload: form.payload,
    });
    expect(elsewhere.json().code).toBe('media_type_unsupported');
  });
});
