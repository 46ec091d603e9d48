// The page's state that lives in its address, so that a link opens the same person, chat and Mini App.
import { useSyncExternalStore } from 'react';

export interface Address {
  personId: number | null;
  botUsername: string | null;
  channelId: number | null;
  isAppOpen: boolean;
}

const listeners = new Set<() => void>();
let address = readAddress();

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, () => address);
}

export function changeAddress(patch: Partial<Address>): void {
  const next = { ...address, ...patch };
  const query = new URLSearchParams(location.search);
  setParam(query, 'person', next.personId === null ? null : String(next.personId));
  setParam(query, 'bot', next.botUsername);
  setParam(query, 'channel', next.channelId === null ? null : String(next.channelId));
  setParam(query, 'open', next.isAppOpen ? '1' : null);
  const isNewPlace = next.personId !== address.personId || next.channelId !== address.channelId;
  const url = `${location.pathname}?${query}`;
  if (isNewPlace) history.pushState(null, '', url);
  else history.replaceState(null, '', url);
  announce();
}

function setParam(query: URLSearchParams, name: string, value: string | null) {
  if (value === null) query.delete(name);
  else query.set(name, value);
}

function readAddress(): Address {
  const query = new URLSearchParams(location.search);
  return {
    personId: readInteger(query.get('person')),
    botUsername: query.get('bot'),
    channelId: readInteger(query.get('channel')),
    isAppOpen: query.get('open') === '1',
  };
}

function readInteger(text: string | null): number | null {
  const value = Number(text);
  return text !== null && Number.isSafeInteger(value) && value !== 0 ? value : null;
}

function announce() {
  address = readAddress();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener('popstate', announce);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', announce);
  };
}
