// Signs initData as Telegram does: by the bot's token, and with Ed25519 by a key that is the sandbox's own.
import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';

export type InitDataField = readonly [name: string, value: string];

// A fixed key makes signatures repeatable; its public half is printed for whoever checks the third-party signature.
const SEED_HEX = '7265676c6172732d73616e64626f782d656432353531392d746573742d6b6579';
const PKCS8_ED25519_HEX = '302e020100300506032b657004220420';
const privateKey = createPrivateKey({
  key: Buffer.from(PKCS8_ED25519_HEX + SEED_HEX, 'hex'),
  format: 'der',
  type: 'pkcs8',
});

export const SANDBOX_PUBLIC_KEY_HEX = createPublicKey(privateKey)
  .export({ format: 'der', type: 'spki' })
  .subarray(-32)
  .toString('hex');

/** The string a Mini App gets: the fields, `signature` and `hash`, percent-encoded in this order. */
export function signInitData(input: { token: string; fields: readonly InitDataField[] }): string {
  const { token, fields } = input;
  const signed: InitDataField[] = [...fields, ['signature', signatureOf(input)]];
  return encodeFields([...signed, ['hash', hashOf({ token, fields: signed })]]);
}

/** The same for a string without the third-party signature: a shared contact, or a client before Bot API 8.0. */
export function signByToken(input: { token: string; fields: readonly InitDataField[] }): string {
  return encodeFields([...input.fields, ['hash', hashOf(input)]]);
}

/** core.telegram.org/bots/webapps, "Validating data received via the Mini App". */
export function hashOf({ token, fields }: { token: string; fields: readonly InitDataField[] }): string {
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  return createHmac('sha256', secret).update(sortedLines(fields)).digest('hex');
}

/** core.telegram.org/bots/webapps, "Validating data for Third-Party Use": base64url without padding. */
function signatureOf({ token, fields }: { token: string; fields: readonly InitDataField[] }): string {
  const botId = token.slice(0, token.indexOf(':'));
  const text = `${botId}:WebAppData\n${sortedLines(fields)}`;
  return sign(null, Buffer.from(text), privateKey).toString('base64url');
}

function sortedLines(fields: readonly InitDataField[]): string {
  return fields
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
}

function encodeFields(fields: readonly InitDataField[]): string {
  return fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

/** JSON as Telegram writes it inside these strings: with escaped slashes. */
export function telegramJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}
