import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { prepareQueue } from '../platform/queue.ts';
import { createTestDeps, makeStaff, type TestDeps } from '../testing.ts';
import { forgetFilesJob } from './imports.jobs.ts';
import { openWorkbench } from './testing.ts';
import { workImport } from './work.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  await prepareQueue(deps);
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

const members = `Телефон;Имя;Фамилия;E-mail;ID;День рождения;Баллы;Начислено;Сгорает;Согласие
+7 916 123-45-67;Анна;Лебедева;anna@example.com;crm-1;17.05.1994;1 200;01.02.2026;31.12.2026;да
8 (916) 123-45-67;;;;;;300;10.02.2026;30.06.2026;
89161234568;Борис;Ким;;crm-2;;0;;;нет
не телефон;Вера;;;;;;;;
;Глеб;;;crm-4;31.02.1990;;;;
`;

async function customers(brandId: string) {
  return deps.db.prisma.customer.findMany({
    where: { brandId },
    include: { wallet: true },
    orderBy: { externalId: 'asc' },
  });
}

describe('members', () => {
  it('are checked without writing, then come in with their lots, consents and contacts', async () => {
    const bench = await openWorkbench(app, deps);
    const checked = await bench.check(members);
    expect(checked).toMatchObject({
      state: 'checked',
      rowCount: 5,
      encoding: 'utf-8',
      separator: ';',
      check: { created: 2, changed: 1, unchanged: 0, failed: 2, points: 1_500 },
      result: null,
      problems: [
        { row: 5, field: 'phone', code: 'phone_wrong' },
        { row: 6, field: 'birthday', code: 'date_unclear' },
      ],
    });
    expect(await customers(bench.brand.id)).toEqual([]);

    await bench.put(checked.id, 'run');
    await workImport(deps, bench.brand.id, checked.id);
    expect(await bench.look(checked.id)).toMatchObject({ state: 'done', result: checked.check });
    const [anna, boris] = await customers(bench.brand.id);
    expect(anna).toMatchObject({
      firstName: 'Анна',
      externalId: 'crm-1',
      phoneTail: '4567',
      birthdayMonthDay: 517,
      marketingConsent: true,
      source: 'import',
      wallet: { available: 1_500n },
    });
    expect(boris).toMatchObject({ marketingConsent: false, wallet: { available: 0n } });
    const lots = await deps.db.prisma.lot.findMany({
      where: { brandId: bench.brand.id },
      orderBy: { points: 'asc' },
    });
    // The last day counts whole, in Moscow.
    expect(lots.map(({ points, activeFrom, expiresAt }) => [points, activeFrom, expiresAt])).toEqual([
      [300n, new Date('2026-02-09T21:00:00Z'), new Date('2026-06-30T21:00:00Z')],
      [1_200n, new Date('2026-01-31T21:00:00Z'), new Date('2026-12-31T21:00:00Z')],
    ]);
    expect(await bench.ledgerMismatches()).toEqual([]);
  });

  it('change nothing when the same file comes again', async () => {
    const bench = await openWorkbench(app, deps);
    await bench.bring(members);
    const before = await customers(bench.brand.id);
    const again = await bench.bring(members);
    expect(again.result).toEqual({ created: 0, changed: 0, unchanged: 3, failed: 2, points: 0 });
    expect(again.check).toEqual(again.result);
    expect(await customers(bench.brand.id)).toEqual(before);
    expect(await bench.ledgerMismatches()).toEqual([]);
  });

  it('get two lots of one day and number, and the same two only once', async () => {
    const bench = await openWorkbench(app, deps);
    const file = 'phone,points,earned on\n+79161110001,50,2026-03-01\n+79161110001,50,2026-03-01\n';
    expect((await bench.bring(file)).result).toMatchObject({ points: 100 });
    expect((await bench.bring(file)).result).toMatchObject({ points: 0, unchanged: 2 });
    const [one] = await customers(bench.brand.id);
    expect(one?.wallet?.available).toBe(100n);
  });

  it('are not paid the same lot again under another contact of theirs, nor with another number', async () => {
    const bench = await openWorkbench(app, deps);
    await bench.bring('phone,external id,points\n+79161110002,crm-7,500\n');
    expect((await bench.bring('phone,points\n+79161110002,500\n')).result).toMatchObject({ unchanged: 1 });
    expect((await bench.bring('external id,points\ncrm-7,620\n')).problems).toMatchObject([
      { row: 2, field: 'points', code: 'points_differ' },
    ]);
    const [one] = await customers(bench.brand.id);
    expect(one?.wallet?.available).toBe(500n);
  });

  it('keep what they have: only what was empty is filled, and their own answer stands', async () => {
    const bench = await openWorkbench(app, deps);
    await bench.bring('phone,first name,consent\n+79161110003,Анна,нет\n');
    const second = await bench.bring(
      'phone,email,first name,consent\n+79161110003,anna@example.com,Жанна,да\n',
    );
    expect(second.result).toMatchObject({ changed: 1 });
    const [one] = await customers(bench.brand.id);
    expect(one).toMatchObject({ firstName: 'Анна', marketingConsent: false });
    expect(deps.secrets.decrypt(one?.emailEncrypted ?? '')).toBe('anna@example.com');
  });

  it('are refused where one row mixes two of them up, or points are over', async () => {
    const bench = await openWorkbench(app, deps);
    await bench.bring('phone,external id\n+79161110004,a\n+79161110005,b\n');
    const mixed = await bench.bring(
      'phone,external id,points,earned on,expires on\n+79161110004,b,,,\n+79161110004,z,,,\n+79161110005,,10,2025-01-01,2026-03-11\n+79161110005,,10,2026-04-01,\n',
    );
    expect(mixed.problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'contacts_of_two'],
      [3, 'other_external_id'],
      [4, 'points_expired'],
      [5, 'date_in_future'],
    ]);
  });

  it('without a last day live as the programme says, or for ever if so chosen', async () => {
    const bench = await openWorkbench(app, deps);
    const file = 'phone,points,earned on\n+79161110006,10,2026-03-01\n';
    const uploaded = (await bench.upload(file)).json();
    await bench.put(uploaded.id, 'mapping', { ...uploaded.mapping, withoutExpiry: 'never' });
    await workImport(deps, bench.brand.id, uploaded.id);
    await bench.put(uploaded.id, 'run');
    await workImport(deps, bench.brand.id, uploaded.id);
    const [lot] = await deps.db.prisma.lot.findMany({ where: { brandId: bench.brand.id } });
    expect(lot?.expiresAt).toBeNull();
  });
});

describe('purchases', () => {
  const file = `Номер чека;Телефон;Дата;Сумма;Магазин
A-1;+79161120001;12.02.2026 18:30;1 234,50;На углу
A-2;+79161120001;2026-02-13;99.90;
A-2;+79161120001;2026-02-13;99.90;
A-3;+79161120099;2026-02-13;10;
A-4;+79161120001;2026-02-13;10;Нигде
`;

  it('count for statistics, pay no points, and come in once', async () => {
    const bench = await openWorkbench(app, deps);
    await bench.bring('phone\n+79161120001\n');
    await deps.db.prisma.shop.create({
      data: { brandId: bench.brand.id, id: deps.random.id(), name: 'На углу' },
    });
    const done = await bench.bring(file, 'purchases');
    expect(done.result).toEqual({ created: 2, changed: 0, unchanged: 1, failed: 2, points: 0 });
    expect(done.problems.map(({ row, code }) => [row, code])).toEqual([
      [5, 'customer_unknown'],
      [6, 'shop_unknown'],
    ]);
    const stats = await deps.db.prisma.customerStats.findFirstOrThrow({ where: { brandId: bench.brand.id } });
    expect(stats).toMatchObject({
      purchasesCount: 2,
      spentMinor: 133_440n,
      earnedPoints: 0n,
      firstPurchaseAt: new Date('2026-02-12T15:30:00Z'),
    });
    expect((await bench.bring(file, 'purchases')).result).toMatchObject({ created: 0, unchanged: 3 });
    const other = file.replace('99.90', '88');
    expect((await bench.bring(other, 'purchases')).problems).toContainEqual(
      expect.objectContaining({ row: 3, field: 'number', code: 'number_taken' }),
    );
  });
});

describe('levels and the catalogue', () => {
  it('a level is given by its name until its day, once, and refused where there is none', async () => {
    const bench = await openWorkbench(app, deps);
    const tierId = deps.random.id();
    await deps.db.prisma.tierProgramme.create({
      data: {
        brandId: bench.brand.id,
        version: 1,
        isActive: true,
        basis: 'money',
        period: { kind: 'ever' },
        atPeriodEnd: 'keep',
        graceDays: 0,
        warningDays: 0,
        appliedVersion: 1,
        savedAt: deps.clock.now(),
      },
    });
    await deps.db.prisma.tier.create({
      data: {
        brandId: bench.brand.id,
        id: tierId,
        position: 0,
        nameRu: 'Золото',
        nameEn: 'Gold',
        color: '#aa8800',
        threshold: 1_000_000n,
        multiplierPercent: 100,
        giftPoints: 500n,
        benefitsRu: '',
        benefitsEn: '',
        isLifetime: false,
      },
    });
    const file = 'phone,tier,tier until\n+79161210001,золото,2026-12-31\n+79161210002,Платина,\n';
    const done = await bench.bring(file);
    expect(done.problems).toMatchObject([{ row: 3, field: 'tier', code: 'tier_unknown' }]);
    const grants = await deps.db.prisma.tierGrant.findMany({ where: { brandId: bench.brand.id } });
    expect(grants).toMatchObject([{ tierId, endsAt: new Date('2026-12-31T21:00:00Z') }]);
    const stands = await deps.db.prisma.customerTier.findMany({ where: { brandId: bench.brand.id } });
    expect(stands).toMatchObject([{ tierId }]);
    // A level that was brought over is no achievement: no gift.
    expect(await deps.db.prisma.entry.count({ where: { brandId: bench.brand.id } })).toBe(0);
    expect((await bench.bring(file)).result).toMatchObject({ unchanged: 1, changed: 0 });
    expect(await deps.db.prisma.tierGrant.count({ where: { brandId: bench.brand.id } })).toBe(1);
  });

  it('rewards come in as drafts, once', async () => {
    const bench = await openWorkbench(app, deps);
    const file = 'Название;Цена в баллах;Запас;Категория\nКапучино;300;;Кофе\nКружка;1 500;20;\n;10;;\n';
    const done = await bench.bring(file, 'rewards');
    expect(done.result).toMatchObject({ created: 2, failed: 1 });
    const rewards = await deps.db.prisma.reward.findMany({
      where: { brandId: bench.brand.id },
      orderBy: { position: 'asc' },
    });
    expect(rewards).toMatchObject([
      { titleRu: 'Капучино', pricePoints: 300n, stock: null, category: 'Кофе', state: 'draft' },
      { titleRu: 'Кружка', pricePoints: 1_500n, stock: 20, state: 'draft' },
    ]);
    expect((await bench.bring(file, 'rewards')).result).toMatchObject({ created: 0, unchanged: 2 });
    expect((await bench.bring(file.replace('300', '350'), 'rewards')).problems[0]).toMatchObject({
      row: 2,
      code: 'reward_differs',
    });
  });
});

function longFile(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => `+7917${String(1_000_000 + index)},${index + 1}`);
  return `phone,points\n${lines.join('\n')}\n`;
}

describe('a run', () => {
  it('goes on after its worker was killed, each row once', async () => {
    const bench = await openWorkbench(app, deps);
    const { id } = await bench.check(longFile(2_500));
    await bench.put(id, 'run');
    // The second batch dies with its connection, as when the process is killed.
    let batches = 0;
    const { prisma } = deps.db;
    const dying = new Proxy(prisma, {
      get(target, name) {
        if (name === '$transaction') {
          batches += 1;
          if (batches > 1) return () => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' }));
        }
        return Reflect.get(target, name, target);
      },
    });
    const killed = { ...deps, db: { ...deps.db, prisma: dying } };
    await expect(workImport(killed, bench.brand.id, id)).rejects.toThrow('gone');
    expect(await bench.look(id)).toMatchObject({ state: 'running', rowsDone: 1_000 });

    await workImport(deps, bench.brand.id, id);
    expect(await bench.look(id)).toMatchObject({
      state: 'done',
      rowsDone: 2_500,
      result: { created: 2_500, failed: 0, points: (2_500 * 2_501) / 2 },
    });
    expect(await bench.ledgerMismatches()).toEqual([]);
  });

  it('by two workers at once does each row once', async () => {
    const bench = await openWorkbench(app, deps);
    const { id } = await bench.check(longFile(2_000));
    await bench.put(id, 'run');
    await Promise.all([workImport(deps, bench.brand.id, id), workImport(deps, bench.brand.id, id)]);
    expect(await bench.look(id)).toMatchObject({ state: 'done', result: { created: 2_000, failed: 0 } });
    expect(await bench.ledgerMismatches()).toEqual([]);
  });

  it('beside another one of the same people makes each once and pays each lot once', async () => {
    const bench = await openWorkbench(app, deps);
    const files = [longFile(1_500), longFile(1_500)];
    const ids: string[] = [];
    for (const file of files) ids.push((await bench.check(file)).id);
    for (const id of ids) await bench.put(id, 'run');
    await Promise.all(ids.map((id) => workImport(deps, bench.brand.id, id)));
    const results = await Promise.all(ids.map((id) => bench.look(id)));
    const created = results.reduce((sum, { result }) => sum + (result?.created ?? 0), 0);
    const unchanged = results.reduce((sum, { result }) => sum + (result?.unchanged ?? 0), 0);
    expect([created, unchanged]).toEqual([1_500, 1_500]);
    expect(await deps.db.prisma.customer.count({ where: { brandId: bench.brand.id } })).toBe(1_500);
    expect(await bench.ledgerMismatches()).toEqual([]);
  });

  it('that is cancelled stops where it says, keeps what is done, and can go on', async () => {
    const bench = await openWorkbench(app, deps);
    const { id } = await bench.check(longFile(3_000));
    await bench.put(id, 'run');
    const work = workImport(deps, bench.brand.id, id);
    while ((await bench.look(id)).rowsDone === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const cancelled = await bench.put(id, 'cancel');
    await work;
    const stopped = await bench.look(id);
    expect(stopped).toMatchObject({ state: 'cancelled', rowsDone: cancelled.rowsDone });
    expect(await deps.db.prisma.customer.count({ where: { brandId: bench.brand.id } })).toBe(
      stopped.rowsDone,
    );
    await bench.put(id, 'run');
    await workImport(deps, bench.brand.id, id);
    expect(await bench.look(id)).toMatchObject({
      state: 'done',
      rowsDone: 3_000,
      result: { created: 3_000 },
    });
  });

  it('needs a check before, columns that fit, and is not deleted under way', async () => {
    const bench = await openWorkbench(app, deps);
    const uploaded = (await bench.upload('phone,points\n+79161130001,5\n')).json();
    const call = async (method: 'PUT' | 'DELETE', path: string, payload?: object) => {
      const answer = await app.inject({
        method,
        url: `${bench.url}/${uploaded.id}${path}`,
        headers: bench.headers,
        ...(payload ? { payload } : {}),
      });
      return [answer.statusCode, answer.body === '' ? null : answer.json().code];
    };
    expect(await call('PUT', '/run')).toEqual([409, 'import_state_invalid']);
    expect(await call('PUT', '/mapping', { columns: ['phone'] })).toEqual([400, 'validation_failed']);
    expect(await call('PUT', '/mapping', { columns: ['phone', 'phone'] })).toEqual([
      400,
      'validation_failed',
    ]);
    expect(await call('PUT', '/mapping', { columns: [null, 'points'] })).toEqual([400, 'validation_failed']);
    expect(await call('PUT', '/mapping', { columns: ['phone', 'total'] })).toEqual([
      400,
      'validation_failed',
    ]);
    expect(await call('PUT', '/mapping', { columns: ['phone', 'points'] })).toEqual([200, undefined]);
    expect(await call('DELETE', '')).toEqual([409, 'import_state_invalid']);
    await workImport(deps, bench.brand.id, uploaded.id);
    expect(await call('DELETE', '')).toEqual([204, null]);
    expect(await call('PUT', '/run')).toEqual([404, 'import_not_found']);
    const left = await deps.db.prisma.importChunk.count({ where: { importId: uploaded.id } });
    expect(left).toBe(0);
  });
});

describe('the problems of a file', () => {
  it('are downloaded with their rows, harmless to a spreadsheet, and are bare once the file is gone', async () => {
    const bench = await openWorkbench(app, deps);
    const file = 'Телефон;Имя\nнет;=cmd()\n+79161140001;Анна\n12;Борис\n';
    const { id } = await bench.bring(file);
    const download = async () =>
      (await app.inject({ url: `${bench.url}/${id}/problems.csv`, headers: bench.headers })).body;
    const wrong = 'Это не похоже на телефон: пишите полностью, +79161234567';
    expect(await download()).toBe(
      `\ufeffСтрока;Столбец;Что не так;Телефон;Имя\r\n2;Телефон;${wrong};нет;'=cmd()\r\n4;Телефон;${wrong};12;Борис\r\n`,
    );
    deps.clock.advance(8 * 86_400_000);
    await forgetFilesJob.run(deps, { brandId: bench.brand.id });
    expect(await download()).toBe(
      `\ufeffСтрока;Столбец;Что не так;Телефон;Имя\r\n2;Телефон;${wrong}\r\n4;Телефон;${wrong}\r\n`,
    );
    expect(await bench.look(id)).toMatchObject({
      fileUntil: null,
      columns: [{ samples: [] }, { samples: [] }],
    });
    expect(await deps.db.prisma.importChunk.count({ where: { importId: id } })).toBe(0);
    const again = await app.inject({
      method: 'PUT',
      url: `${bench.url}/${id}/mapping`,
      headers: bench.headers,
      payload: { columns: ['phone', 'firstName'] },
    });
    expect(again.json().code).toBe('import_state_invalid');
  });
});

describe('files', () => {
  it.each([
    ['UTF-8 with its mark', Buffer.from('\ufeffТелефон;Имя\n+79161150001;Ёжик\n'), 'utf-8'],
    ['UTF-16', Buffer.from('\ufeffТелефон\tИмя\n+79161150001\tЁжик\n', 'utf16le'), 'utf-16le'],
    ['Windows-1251', Buffer.from([...'Телефон;Имя\n+79161150001;Ёжик\n'].map(cp1251)), 'windows-1251'],
  ])('in %s are read', async (_name, bytes, encoding) => {
    const bench = await openWorkbench(app, deps);
    const done = await bench.bring(bytes);
    expect(done).toMatchObject({ encoding, columns: [{ header: 'Телефон' }, { header: 'Имя' }] });
    const [one] = await customers(bench.brand.id);
    expect(one?.firstName).toBe('Ёжик');
  });

  it('that are no tables are refused, and nothing of them is kept', async () => {
    const bench = await openWorkbench(app, deps);
    for (const file of ['', '\n\n', Buffer.from('PK\u0003\u0004rest'), ','.repeat(1_000_000)]) {
      const answer = await bench.upload(file);
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'table_unreadable']);
    }
    expect(await deps.db.prisma.import.count({ where: { brandId: bench.brand.id } })).toBe(0);
    expect(await deps.db.prisma.importChunk.count({ where: { brandId: bench.brand.id } })).toBe(0);
  });

  it.each([
    ['a quote that nobody closes', `phone\n+79161160001\n"${'x'.repeat(200_000)}`, 'unclosed'],
    ['a quote open to the end', 'phone\n+79161160001\n"x', 'unclosed'],
    ['a million columns further down', `phone\n+79161160001\n${','.repeat(1_000_000)}\n`, 'unclosed'],
    ['more columns than anybody names', `phone,email\n+79161160001,\n${','.repeat(200)}\n`, 'too_wide'],
  ])('with %s fail as a whole and say where', async (_name, file, failure) => {
    const bench = await openWorkbench(app, deps);
    const checked = await bench.check(file);
    expect(checked.state).toBe('failed');
    expect(checked.failure).toContain('3');
    const row = await deps.db.prisma.import.findFirstOrThrow({ where: { id: checked.id } });
    expect([row.failure, row.failureRow]).toEqual([failure, 3]);
    expect(await customers(bench.brand.id)).toEqual([]);
  });

  it('with NUL, half characters, huge cells and formulas lose those rows and no others', async () => {
    const bench = await openWorkbench(app, deps);
    const file = Buffer.concat([
      Buffer.from('phone,first name\n+79161170001,a\0b\n'),
      Buffer.from(`+79161170002,${'y'.repeat(60_000)}\n+79161170003,=HYPERLINK("x")\n'+79161170004,ok\n`),
    ]);
    const done = await bench.bring(file);
    expect(done.problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'unstorable'],
      [3, 'text_too_long'],
    ]);
    expect(done.result).toMatchObject({ created: 2, failed: 2 });
  });

  it('lie encrypted in the database', async () => {
    const bench = await openWorkbench(app, deps);
    const { id } = (await bench.upload('phone\n+79161180001\n')).json();
    const [chunk] = await deps.db.prisma.importChunk.findMany({ where: { importId: id } });
    expect(Buffer.from(chunk?.sealed ?? []).includes('79161180001')).toBe(false);
  });

  it('are brought in by owners and managers only', async () => {
    const bench = await openWorkbench(app, deps);
    for (const role of ['marketer', 'cashier', 'support'] as const) {
      const person = await makeStaff(deps, { memberships: [{ brandId: bench.brand.id, role }] });
      const answer = await app.inject({ url: bench.url, headers: person.headers });
      expect(answer.json().code).toBe('permission_missing');
    }
    await bench.bring('phone\n+79161190001\n');
    const listed = (await app.inject({ url: bench.url, headers: bench.headers })).json();
    expect(listed.items).toMatchObject([{ state: 'done', kind: 'members', result: { created: 1 } }]);
    const log = await deps.db.prisma.auditEntry.findMany({
      where: { brandId: bench.brand.id, targetKind: 'import' },
      orderBy: { id: 'asc' },
    });
    expect(log.map(({ action }) => action)).toEqual(['import.uploaded', 'import.started', 'import.finished']);
  });
});

function cp1251(char: string): number {
  const code = char.charCodeAt(0);
  if (code < 128) return code;
  if (char === 'Ё') return 0xa8;
  return code - 0x410 + 0xc0;
}
