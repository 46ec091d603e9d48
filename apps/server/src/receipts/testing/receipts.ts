/** What tests of receipts share: codes, brands that take receipts, rules that pay for them, forms with a photo. */
import type { EarningRuleSettings, ReceiptSettings } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { freshKey } from '../../customers/testing.ts';
import { fileForm, type TestStaff } from '../../testing.ts';
import { firstReceiptSettings } from '../settings.ts';

export const ownDrive = '9282000100072197';

let count = 0;

/** A new receipt of an hour before the tests' clock, in Moscow's time. */
export function receiptText(
  fields: Partial<Record<'t' | 's' | 'fn' | 'i' | 'fp' | 'n', string>> = {},
): string {
  count += 1;
  const whole = {
    t: '20260312T1130',
    s: '540.00',
    fn: ownDrive,
    i: String(60_000 + count),
    fp: String(2_918_000_000 + count),
    n: '1',
    ...fields,
  };
  return Object.entries(whole)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

export function receiptRule(
  effect: EarningRuleSettings['effect'] = { kind: 'percent', basisPoints: 500 },
): EarningRuleSettings {
  return {
    name: 'Чек',
    trigger: { kind: 'receipt' },
    conditions: { kind: 'all', of: [] },
    effect,
    limits: {},
    startsAt: null,
    endsAt: null,
    activationDelayDays: 0,
    expiry: { kind: 'never' },
  };
}

export const paysAtOnce: ReceiptSettings = {
  ...firstReceiptSettings,
  isEnabled: true,
  perPersonPerDay: 20,
  registers: [{ fiscalDrive: ownDrive, name: 'Касса 1', zone: null }],
  paysKnownAtOnce: true,
};

export async function saveSettings(
  app: FastifyInstance,
  slug: string,
  owner: TestStaff,
  settings: ReceiptSettings,
): Promise<void> {
  const answer = await app.inject({
    method: 'PUT',
    url: `/api/admin/brands/${slug}/receipts/settings`,
    headers: owner.headers,
    payload: settings,
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
}

export async function addRule(
  app: FastifyInstance,
  slug: string,
  owner: TestStaff,
  rule: EarningRuleSettings,
): Promise<void> {
  const made = await app.inject({
    method: 'POST',
    url: `/api/admin/brands/${slug}/earning-rules`,
    headers: owner.headers,
    payload: rule,
  });
  if (made.statusCode !== 201) throw new Error(made.body);
  const started = await app.inject({
    method: 'PUT',
    url: `/api/admin/brands/${slug}/earning-rules/${made.json<{ id: string }>().id}/state`,
    headers: owner.headers,
    payload: { state: 'active' },
  });
  if (started.statusCode !== 200) throw new Error(started.body);
}

export function scan(app: FastifyInstance, slug: string, headers: Record<string, string>, text: string) {
  return app.inject({
    method: 'POST',
    url: `/api/brands/${slug}/me/receipts/scan`,
    headers: { ...headers, ...freshKey() },
    payload: { text },
  });
}

export function sendPhoto(
  app: FastifyInstance,
  slug: string,
  headers: Record<string, string>,
  photo: Buffer,
) {
  const form = fileForm(photo, { name: 'r.jpg', type: 'image/jpeg' });
  return app.inject({
    method: 'POST',
    url: `/api/brands/${slug}/me/receipts/photo`,
    headers: { ...freshKey(), ...headers, ...form.headers },
    payload: form.payload,
  });
}
