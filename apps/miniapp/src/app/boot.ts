/** Turns what the boot call brought into the state the app starts in. */
import type { CallOutput } from '@regulars/client/call';
import type { Member, PublicBrand } from '@regulars/contracts';

/** What the inline script of index.html leaves at `window.__boot`. */
export type BootResult =
  | { kind: 'outside' }
  | { kind: 'unreachable' }
  | { kind: 'answer'; status: number; body: unknown };

export type AppState =
  | { kind: 'loading' }
  /** Not opened from Telegram. */
  | { kind: 'outside' }
  /** Telegram's signature is too old: only opening anew gives a fresh one. */
  | { kind: 'expired' }
  /** Telegram's signature was not accepted. */
  | { kind: 'refused' }
  | { kind: 'brandMissing' }
  | { kind: 'unreachable' }
  | { kind: 'ready'; brand: PublicBrand; member: Member | null };

type SessionAnswer = CallOutput<'openSession'>;
export type { Member, PublicBrand };

/** The state to show, and the token where there is one. */
export function readBoot(result: BootResult): { state: AppState; token: string | null } {
  if (result.kind === 'answer' && result.status === 200 && isSessionAnswer(result.body)) {
    const { token, brand, member } = result.body;
    return { state: { kind: 'ready', brand, member }, token };
  }
  return { state: troubleOf(result), token: null };
}

function troubleOf(result: BootResult): AppState {
  if (result.kind !== 'answer') return { kind: result.kind };
  const code = codeOf(result.body);
  if (code === 'init_data_expired') return { kind: 'expired' };
  if (code === 'brand_not_found') return { kind: 'brandMissing' };
  if (result.status === 401) return { kind: 'refused' };
  return { kind: 'unreachable' };
}

/** Enough to tell our server's answer from a proxy's page; its exact shape is the server's promise. */
function isSessionAnswer(body: unknown): body is SessionAnswer {
  return (
    typeof body === 'object' &&
    body !== null &&
    'token' in body &&
    typeof body.token === 'string' &&
    'brand' in body &&
    typeof body.brand === 'object' &&
    body.brand !== null &&
    'member' in body
  );
}

function codeOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null;
  return typeof body.code === 'string' ? body.code : null;
}
