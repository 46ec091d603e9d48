// Keeps the live state in step with the sandbox: first load, event stream, and loading again after a break.
import { useSyncExternalStore } from 'react';
import { type LiveEvent, liveEventSchema } from '../../control/contract.ts';
import { control } from './control.ts';
import {
  applyLiveEvent,
  channelKey,
  chatKey,
  emptyState,
  loadState,
  type LiveState,
  placeMessage,
} from './live-state.ts';

const unreadStorageKey = 'sandbox.unread';
const retryMs = 1500;

let state: LiveState = { ...emptyState, unread: readUnread() };
let openKey: string | null = null;
const listeners = new Set<() => void>();
const eventListeners = new Set<(event: LiveEvent) => void>();

export function useLiveState(): LiveState {
  return useSyncExternalStore(subscribe, () => state);
}

export const readLiveState = (): LiveState => state;

export function onLiveEvent(listener: (event: LiveEvent) => void): () => void {
  eventListeners.add(listener);
  return () => {
    eventListeners.delete(listener);
  };
}

/** Starts the stream; the answer stops it. */
export function connectLive(): () => void {
  const stream = new EventSource('/control/live');
  stream.onopen = () => void reload();
  stream.onmessage = (message) => receive(message.data);
  stream.onerror = () =>
    setState({ ...state, connection: state.connection === 'loading' ? 'loading' : 'lost' });
  return () => stream.close();
}

export async function openChat(botId: number, personId: number): Promise<void> {
  const key = chatKey(botId, personId);
  setOpen(key);
  const { chat, messages } = await control.readChat({ botId, personId, limit: 500 });
  const known = state.messages[key] ?? [];
  setState({
    ...state,
    chats: { ...state.chats, [key]: chat },
    // A live event may have brought a message while this answer was on its way.
    messages: {
      ...state.messages,
      [key]: known.filter(isNewerThan(messages)).reduce(placeMessage, messages),
    },
  });
}

export async function openChannel(channelId: number): Promise<void> {
  const key = channelKey(channelId);
  setOpen(key);
  const { messages } = await control.readChannel({ channelId, limit: 500 });
  setState({ ...state, messages: { ...state.messages, [key]: messages } });
}

export function closeChat(): void {
  openKey = null;
}

function isNewerThan(messages: { messageId: number }[]) {
  const last = messages.at(-1)?.messageId ?? 0;
  return (message: { messageId: number }) => message.messageId > last;
}

function setOpen(key: string) {
  openKey = key;
  const { [key]: _, ...unread } = state.unread;
  setState({ ...state, unread });
}

async function reload() {
  try {
    const loaded = await control.readState({});
    setState(loadState(state, loaded));
    for (const listener of reloadListeners) listener();
  } catch {
    setState({ ...state, connection: 'lost' });
    setTimeout(() => void reload(), retryMs);
  }
}

const reloadListeners = new Set<() => void>();

/** Called after every full load, when opened chats have to be read again. */
export function onReload(listener: () => void): () => void {
  reloadListeners.add(listener);
  return () => {
    reloadListeners.delete(listener);
  };
}

function receive(data: string) {
  const parsed = liveEventSchema.safeParse(JSON.parse(data));
  if (!parsed.success) return;
  setState(applyLiveEvent(state, parsed.data, document.hidden ? null : openKey));
  for (const listener of eventListeners) listener(parsed.data);
  if (parsed.data.kind === 'reset') void reload();
}

function setState(next: LiveState) {
  if (next.unread !== state.unread) localStorage.setItem(unreadStorageKey, JSON.stringify(next.unread));
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function readUnread(): Record<string, number> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(unreadStorageKey) ?? '{}');
    if (typeof saved !== 'object' || saved === null) return {};
    return Object.fromEntries(Object.entries(saved).map(([key, count]) => [key, Number(count)]));
  } catch {
    return {};
  }
}
