import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, judgeTime, parseReceiptCode } from './receipt.rules.ts';

const example = 't=20190418T211655&s=3943.26&fn=9282000100072197&i=64318&fp=2918241905&n=1';
const fields = example.split('&');
const change = (name: string, value: string) =>
  fields.map((field) => (field.startsWith(`${name}=`) ? `${name}=${value}` : field)).join('&');

describe('the code of a receipt', () => {
  it('is read as the published example says', () => {
    expect(parseReceiptCode(example)).toEqual({
      kind: 'receipt',
      receipt: {
        fiscalDrive: '9282000100072197',
        documentNumber: '64318',
        fiscalSign: '2918241905',
        totalMinor: 394_326,
        localTime: '2019-04-18T21:16:55',
      },
    });
  });

  it('may lack seconds', () => {
    expect(parseReceiptCode(change('t', '20180717T0904'))).toMatchObject({
      receipt: { localTime: '2018-07-17T09:04:00' },
    });
  });

  it.each(['2', '3', '4'])('of anything but a sale is named as such: n=%s', (n) => {
    expect(parseReceiptCode(change('n', n))).toEqual({ kind: 'problem', problem: 'not_a_sale' });
  });

  it.each([
    ['a sum with a comma', change('s', '3943,26')],
    ['a sum without kopecks', change('s', '3943')],
    ['a sum with one digit of them', change('s', '3943.2')],
    ['a sum with a sign', change('s', '-3943.26')],
    ['a sum of nothing', change('s', '0.00')],
    ['a sum in another notation', change('s', '1e3.00')],
    ['an unknown field', `${example}&x=1`],
    ['a doubled field', `${example}&s=1.00`],
    ['a field doubled with the same value', `${example}&n=1`],
    ['an end that goes on', `${example}&`],
    ['a field less', fields.slice(1).join('&')],
    ['another case', example.replace('fn=', 'FN=')],
    ['a kind of receipt that there is not', change('n', '5')],
    ['a short drive number', change('fn', '928200010007219')],
    ['a number that is none', change('i', '12a')],
    ['a sign that is too long', change('fp', '12345678901')],
    ['a day that no calendar has', change('t', '20190230T1000')],
    ['an hour that no clock has', change('t', '20190418T2460')],
    ['a time with its separators', change('t', '2019-04-18T21:16')],
    ['digits of another script', change('i', '٦٤٣١٨')],
  ])('with %s is refused', (_name, text) => {
    expect(parseReceiptCode(text)).toEqual({ kind: 'problem', problem: 'malformed' });
  });

  it.each(['', 'hello', 'https://example.com/?a=1&b=2', 't=1', 'WIFI:S:cafe;T:WPA;P:secret;;'])(
    'is told from other codes: %s',
    (text) => {
      expect(parseReceiptCode(text)).toEqual({ kind: 'problem', problem: 'not_fiscal' });
    },
  );

  it('names one receipt in one way, however many zeros are printed before it', () => {
    const plain = parseReceiptCode(example);
    expect(parseReceiptCode(change('i', '0000064318'))).toEqual(plain);
  });

  it('means the same in every order of its fields, and nothing with one changed for the worse', () => {
    const digits = (min: number, max: number) =>
      fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`)).filter((text) => /[1-9]/.test(text));
    const receipts = fc.record({
      minor: fc.integer({ min: 1, max: 99_999_999_999 }),
      at: fc.date({
        min: new Date('2017-01-01T00:00:00Z'),
        max: new Date('2099-12-31T00:00:00Z'),
        noInvalidDate: true,
      }),
      fn: digits(16, 16),
      i: digits(1, 10),
      fp: digits(1, 10),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 }),
      extra: fc.tuple(fc.string(), fc.string()).map(([name, value]) => `${name}=${value}`),
    });
    fc.assert(
      fc.property(receipts, ({ minor, at, fn, i, fp, order, extra }) => {
        const local = at.toISOString().slice(0, 19);
        const whole = Math.floor(minor / 100);
        const parts = [
          `t=${local.replaceAll(/[-:]/g, '')}`,
          `s=${whole}.${String(minor % 100).padStart(2, '0')}`,
          `fn=${fn}`,
          `i=${i}`,
          `fp=${fp}`,
          'n=1',
        ];
        const text = order.map((index) => parts[index]).join('&');
        expect(parseReceiptCode(text)).toEqual({
          kind: 'receipt',
          receipt: {
            totalMinor: minor,
            localTime: local,
            fiscalDrive: fn,
            documentNumber: String(BigInt(i)),
            fiscalSign: String(BigInt(fp)),
          },
        });
        expect(parseReceiptCode(`${text}&${extra}`).kind).toBe('problem');
      }),
    );
  });

  it('is judged without ever throwing, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(parseReceiptCode(text).kind).toBe('problem');
      }),
    );
  });
});

describe('the time of a receipt', () => {
  it('is that of the register’s own clock', () => {
    expect(instantOf('2026-03-12T12:00:00', 'Europe/Moscow').toISOString()).toBe('2026-03-12T09:00:00.000Z');
    expect(instantOf('2026-03-12T12:00:00', 'Asia/Vladivostok').toISOString()).toBe(
      '2026-03-12T02:00:00.000Z',
    );
  });

  it('survives hours that the clocks skip or repeat', () => {
    expect(instantOf('2026-03-29T02:30:00', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('2026-10-25T02:30:00', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  const zone = 'Europe/Moscow';
  const now = new Date('2026-03-12T09:30:00.000Z');
  const judge = (localTime: string, windowDays = 14) =>
    judgeTime(instantOf(localTime, zone), { now, zone, windowDays });

  it('may run ahead by five minutes and no more', () => {
    expect(judge('2026-03-12T12:35:00')).toBeNull();
    expect(judge('2026-03-12T12:35:01')).toBe('in_future');
  });

  it('counts until the last day of the window ends', () => {
    expect(judge('2026-02-26T00:00:00')).toBeNull();
    expect(judge('2026-02-25T23:59:59')).toBe('too_old');
    expect(judge('2026-03-12T00:00:00', 0)).toBeNull();
    expect(judge('2026-03-11T23:59:59', 0)).toBe('too_old');
  });
});
