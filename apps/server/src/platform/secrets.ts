/** Encrypts personal fields and tokens with a key outside the database, and makes keyed hashes to look them up. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;

export interface Secrets {
  /** AES-256-GCM; the same text gives another result each time. */
  encrypt(text: string): string;
  /** Throws if the value was made with another key or was changed. */
  decrypt(value: string): string;
  /** HMAC-SHA-256 bound to its purpose and brand, to find a value without storing it. */
  lookupHash(purpose: string, brandId: string, value: string): string;
  /** Key material for a purpose, 32 bytes. */
  derive(purpose: string): Buffer;
}

export function createSecrets(encryptionKey: string): Secrets {
  const root = Buffer.from(encryptionKey, 'base64');
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', root, 'regulars', purpose, 32));
  const fieldKey = derive('field');
  const hashKey = derive('lookup');
  return {
    derive,
    encrypt(text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', fieldKey, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    decrypt(value) {
      const [givenVersion, data] = value.split('.');
      if (givenVersion !== version || data === undefined) throw new Error('unknown form of encrypted value');
      const bytes = Buffer.from(data, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', fieldKey, bytes.subarray(0, ivBytes));
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
        'utf8',
      );
    },
    lookupHash: (purpose, brandId, value) =>
      createHmac('sha256', hashKey).update(`${purpose}\n${brandId}\n${value}`).digest('base64url'),
  };
}

/** SHA-256 for tokens that are random enough by themselves (API keys, links, cards). */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
