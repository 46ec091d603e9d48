/** Signs what is sent as Standard Webhooks asks: https://www.standardwebhooks.com */
import { Webhook } from 'standardwebhooks';
import type { Random } from '../platform/random.ts';

const secretBytes = 24;

/** `whsec_` and 24 random bytes in base64. */
export function makeSecret(random: Random): string {
  return `whsec_${Buffer.from(random.token(secretBytes), 'base64url').toString('base64')}`;
}

export interface Message {
  id: string;
  at: Date;
  body: string;
}

/** One signature for each secret: during a rotation the receiver finds the one it knows. */
export function signatureHeaders({ id, at, body }: Message, secrets: readonly string[]) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
