// The shape of one method of Telegram's web bridge, and what the client offers to it.
import type { z } from 'zod';
import type { Dialog, MiniAppState } from './mini-app-state.ts';

/** The parts of Telegram around the Mini App: the chat, the person's account, the browser. */
export interface Surroundings {
  close: () => void;
  openTelegramLink: (url: string) => Promise<void>;
  openOutside: (url: string) => void;
  composeText: (text: string) => void;
  isWriteAllowed: () => boolean;
  allowWriteAccess: () => Promise<void>;
  /** Sends the contact to the bot and answers the signed string for the Mini App. */
  shareContact: () => Promise<string>;
  sendData: (data: string) => Promise<void>;
  readPreparedMessage: (id: string) => Promise<{ text: string; photoUrl: string | null }>;
  /** Kept per person and bot, as Telegram keeps CloudStorage. */
  storage: KeyValueStore;
}

export interface KeyValueStore {
  read: (area: string) => Record<string, string>;
  write: (area: string, values: Record<string, string>) => void;
}

export interface MethodContext {
  state: () => MiniAppState;
  update: (patch: Partial<MiniAppState>) => void;
  emit: (eventType: string, eventData?: unknown) => void;
  note: (name: string, text: string) => void;
  show: (dialog: Dialog) => void;
  dismiss: (dialog: Dialog) => void;
  requestClose: () => void;
  surroundings: Surroundings;
}

export interface BridgeMethod {
  /** The first client version that knows the method; older ones ignore it. */
  since: string;
  /** Answers false when the parameters are not what the method takes. */
  run: (context: MethodContext, rawParams: unknown) => boolean;
}

export function bridgeMethod<Params extends z.ZodType>(
  since: string,
  params: Params,
  run: (context: MethodContext, params: z.output<Params>) => void,
): BridgeMethod {
  return {
    since,
    run(context, rawParams) {
      const parsed = params.safeParse(rawParams ?? {});
      if (!parsed.success) return false;
      run(context, parsed.data);
      return true;
    },
  };
}

export function isVersionAtLeast(version: string, minimum: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [minimumMajor = 0, minimumMinor = 0] = minimum.split('.').map(Number);
  return major > minimumMajor || (major === minimumMajor && minor >= minimumMinor);
}
