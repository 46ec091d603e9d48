// What the viewer of the sandbox prefers: its language, its colours, and the phone for the next Mini App.
import { useSyncExternalStore } from 'react';
import { type ColorScheme, type Platform, platforms } from '../launch/theme-params.ts';

export type Language = 'ru' | 'en';

export interface Preferences {
  language: Language;
  colorScheme: ColorScheme;
  phoneScheme: ColorScheme;
  phoneWidth: 320 | 390;
  platform: Platform;
  version: string;
}

export const clientVersions = ['6.0', '6.9', '7.0', '7.10', '8.0', '9.0', '9.1'] as const;

const storageKey = 'sandbox.preferences';
const listeners = new Set<() => void>();
let preferences = loadPreferences();

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => preferences);
}

export const readPreferences = (): Preferences => preferences;

export function changePreferences(patch: Partial<Preferences>): void {
  preferences = { ...preferences, ...patch };
  localStorage.setItem(storageKey, JSON.stringify(preferences));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

// The address wins over what is stored, so that a link can show a page in a given language and colour.
function loadPreferences(): Preferences {
  const stored = readStored();
  const query = new URLSearchParams(location.search);
  const read = (name: string, key: string) => query.get(name) ?? String(stored[key] ?? '');
  const colorScheme = oneOf(['light', 'dark'], read('theme', 'colorScheme')) ?? systemScheme();
  return {
    language:
      oneOf(['ru', 'en'], read('lang', 'language')) ?? (navigator.language.startsWith('ru') ? 'ru' : 'en'),
    colorScheme,
    phoneScheme: oneOf(['light', 'dark'], read('theme', 'phoneScheme')) ?? colorScheme,
    phoneWidth: read('width', 'phoneWidth') === '320' ? 320 : 390,
    platform: oneOf(platforms, read('platform', 'platform')) ?? 'ios',
    version: oneOf(clientVersions, read('version', 'version')) ?? '9.1',
  };
}

function readStored(): Record<string, unknown> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  } catch {
    return {};
  }
}

function oneOf<Value extends string>(values: readonly Value[], text: string): Value | undefined {
  return values.find((value) => value === text);
}

// A function, for it is called while this file is still being read.
function systemScheme(): ColorScheme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
