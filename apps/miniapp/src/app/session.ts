/** Keeps the session token in memory, renews it once when the server says it is over, and calls the API. */
import { type Call, createClient, routeUrl } from '@regulars/client/call';
import type { Language } from '@regulars/contracts';
import { telegram } from '../telegram.ts';
import { type AppState, type BootResult, readBoot } from './boot.ts';

const exchangeTimeoutMs = 20_000;

export interface Session {
  call: Call;
  slug: string;
  /** Headers for requests that are not plain JSON calls, as the live stream. */
  headers: () => Record<string, string>;
  /** True if a fresh token was got. */
  renew: () => Promise<boolean>;
  /** Exchanges initData for a session; the answer is the app's state. */
  exchange: () => Promise<AppState>;
  /** Takes the answer that the boot call brought. */
  adopt: (result: BootResult) => AppState;
  setLanguage: (language: Language) => void;
  /** Told when the session cannot be renewed, with the state to show instead. */
  setOnLost: (onLost: (state: AppState) => void) => void;
}

export function createSession(slug: string, language: Language): Session {
  let token: string | null = null;
  let onLost: (state: AppState) => void = () => undefined;
  let reader = language;
  let renewal: Promise<boolean> | null = null;

  const headers = (): Record<string, string> => ({
    'accept-language': reader,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  });

  const adopt = (result: BootResult): AppState => {
    const answer = readBoot(result);
    token = answer.token ?? token;
    return answer.state;
  };
  const exchange = async (): Promise<AppState> => adopt(await requestSession(slug, reader));
  const exchangeAgain = async (): Promise<boolean> => {
    const state = await exchange();
    const isMember = state.kind === 'ready' && state.member !== null;
    // Someone erased elsewhere becomes a newcomer here; a broken connection changes nothing.
    if (!isMember && state.kind !== 'unreachable') onLost(state);
    return state.kind === 'ready';
  };
  // Screens that fail together renew together: one exchange serves them all.
  const renew = () => {
    renewal ??= exchangeAgain().finally(() => {
      renewal = null;
    });
    return renewal;
  };

  return {
    slug,
    headers,
    renew,
    exchange,
    adopt,
    call: createClient({ headers, onUnauthorized: renew }),
    setLanguage: (next) => {
      reader = next;
    },
    setOnLost: (next) => {
      onLost = next;
    },
  };
}

async function requestSession(slug: string, language: Language): Promise<BootResult> {
  const initData = telegram.rawInitData();
  if (!initData) return { kind: 'outside' };
  try {
    const answer = await fetch(routeUrl('openSession', { params: { slug } }), {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'accept-language': language,
        authorization: `tma ${initData}`,
      },
      signal: AbortSignal.timeout(exchangeTimeoutMs),
    });
    return { kind: 'answer', status: answer.status, body: await answer.json() };
  } catch {
    return { kind: 'unreachable' };
  }
}
