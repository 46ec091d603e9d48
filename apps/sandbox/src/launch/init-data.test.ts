import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  hashOf,
  type InitDataField,
  SANDBOX_PUBLIC_KEY_HEX,
  signInitData,
  telegramJson,
} from './init-data.ts';

const PUBLISHED = [
  {
    from: 'aiogram',
    token: '42:TEST',
    fields: [
      ['auth_date', '1650385342'],
      ['user', '{"id":42,"first_name":"Test"}'],
      ['query_id', 'test'],
    ],
    hash: '46d2ea5e32911ec8d30999b56247654460c0d20949b6277af519e76271182803',
  },
  {
    from: '@grammyjs/validator',
    token: '123456:ABC-DEF',
    fields: [
      ['auth_date', '1700000000'],
      ['query_id', 'AAEAAAE'],
      ['user', '{"id":1,"first_name":"Test"}'],
    ],
    hash: '9dc8130af32fc091679f737ac7531bfd321296e2e7761519e088cfa93a6978ef',
  },
] satisfies { from: string; token: string; fields: InitDataField[]; hash: string }[];

describe('initData', () => {
  it.each(PUBLISHED)('gets the hash that $from published for the same fields', ({ token, fields, hash }) => {
    expect(hashOf({ token, fields })).toBe(hash);
    expect(hashOf({ token: `${token}x`, fields })).not.toBe(hash);
  });

  it('covers the signature by the hash', () => {
    const token = '42:TEST';
    const signed = new URLSearchParams(signInitData({ token, fields: [['auth_date', '1']] }));
    const signature = signed.get('signature') ?? '';
    const fields: InitDataField[] = [
      ['auth_date', '1'],
      ['signature', signature],
    ];
    expect(signed.get('hash')).toBe(hashOf({ token, fields }));
  });

  it('carries an Ed25519 signature that the sandbox key verifies for third parties', () => {
    const signed = new URLSearchParams(
      signInitData({
        token: '42:TEST',
        fields: [
          ['user', '{"id":7}'],
          ['auth_date', '1'],
        ],
      }),
    );
    const text = '42:WebAppData\nauth_date=1\nuser={"id":7}';
    const key = createPublicKey({
      key: Buffer.from(`302a300506032b6570032100${SANDBOX_PUBLIC_KEY_HEX}`, 'hex'),
      format: 'der',
      type: 'spki',
    });
    const signature = Buffer.from(signed.get('signature') ?? '', 'base64url');
    expect(verify(null, Buffer.from(text), key, signature)).toBe(true);
    expect(verify(null, Buffer.from(`${text} `), key, signature)).toBe(false);
  });

  it('escapes slashes in the user as Telegram does', () => {
    expect(telegramJson({ photo_url: 'https://a/b' })).toBe('{"photo_url":"https:\\/\\/a\\/b"}');
  });
});
