// The client answers the web bridge as Telegram's own clients do.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Surroundings } from './bridge-method.ts';
import { createMiniAppClient } from './mini-app-client.ts';
import { themeParams } from '../../launch/theme-params.ts';

interface SentEvent {
  eventType: string;
  eventData?: unknown;
}

function openApp(changes: Partial<Surroundings> = {}, version = '9.1') {
  const events: SentEvent[] = [];
  const stored: Record<string, Record<string, string>> = {};
  const acts: string[] = [];
  const client = createMiniAppClient(
    { platform: 'ios', version, colorScheme: 'light' },
    {
      close: () => acts.push('close'),
      openTelegramLink: async (url) => void acts.push(url),
      openOutside: (url) => acts.push(url),
      composeText: (text) => acts.push(text),
      isWriteAllowed: () => false,
      allowWriteAccess: async () => void acts.push('allowWriteAccess'),
      shareContact: async () => 'contact=signed',
      sendData: async (data) => void acts.push(data),
      readPreparedMessage: async () => ({ text: 'hello', photoUrl: null }),
      storage: {
        read: (area) => stored[area] ?? {},
        write: (area, values) => {
          stored[area] = values;
        },
      },
      ...changes,
    },
  );
  client.attach((text) => events.push(JSON.parse(text)));
  const call = (eventType: string, eventData?: unknown) =>
    client.receive(JSON.stringify({ eventType, eventData }));
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { client, events, acts, call, settle, answer: answerFirstDialog(client) };
}

function answerFirstDialog(client: ReturnType<typeof createMiniAppClient>) {
  return (isAgreed: boolean) => {
    const dialog = client.getState().dialogs[0];
    if (dialog?.kind !== 'ask') throw new Error(`expected a question, found ${dialog?.kind}`);
    client.dismiss(dialog);
    dialog.onAnswer(isAgreed);
  };
}

describe('web bridge', () => {
  let app = openApp();
  beforeEach(() => {
    app = openApp();
  });

  it('answers the theme with the colours of the platform, and again when the scheme changes', () => {
    app.call('web_app_request_theme');
    app.client.setColorScheme('dark');
    expect(app.events).toEqual([
      { eventType: 'theme_changed', eventData: { theme_params: themeParams('ios', 'light') } },
      { eventType: 'theme_changed', eventData: { theme_params: themeParams('ios', 'dark') } },
    ]);
  });

  it('keeps what a main button call does not mention', () => {
    app.call('web_app_setup_main_button', { text: 'Pay', is_visible: true });
    app.call('web_app_setup_main_button', { is_progress_visible: true });
    expect(app.client.getState().mainButton).toMatchObject({
      text: 'Pay',
      isVisible: true,
      isProgressVisible: true,
    });
  });

  it('asks before closing only when the Mini App wants it', () => {
    app.call('web_app_setup_closing_behavior', { need_confirmation: true });
    app.client.requestClose();
    expect(app.acts).toEqual([]);
    app.answer(true);
    expect(app.acts).toEqual(['close']);
  });

  it('hands out a contact only after the person has shared it', async () => {
    app.call('web_app_invoke_custom_method', { req_id: '1', method: 'getRequestedContact', params: {} });
    app.call('web_app_request_phone');
    app.answer(true);
    await app.settle();
    app.call('web_app_invoke_custom_method', { req_id: '2', method: 'getRequestedContact', params: {} });
    expect(app.events).toEqual([
      { eventType: 'custom_method_invoked', eventData: { req_id: '1', error: 'CONTACT_NOT_FOUND' } },
      { eventType: 'phone_requested', eventData: { status: 'sent' } },
      { eventType: 'custom_method_invoked', eventData: { req_id: '2', result: 'contact=signed' } },
    ]);
  });

  it('tells the Mini App that the contact was refused when sharing fails', async () => {
    app = openApp({ shareContact: () => Promise.reject(new Error('no phone')) });
    app.call('web_app_request_phone');
    app.answer(true);
    await app.settle();
    expect(app.events).toEqual([{ eventType: 'phone_requested', eventData: { status: 'cancelled' } }]);
  });

  it('does not ask for write access that the bot has already', () => {
    app = openApp({ isWriteAllowed: () => true });
    app.call('web_app_request_write_access');
    expect(app.client.getState().dialogs).toEqual([]);
    expect(app.events).toEqual([{ eventType: 'write_access_requested', eventData: { status: 'allowed' } }]);
  });

  it('keeps cloud values within the limits of Telegram', () => {
    const invoke = (method: string, params: unknown) =>
      app.call('web_app_invoke_custom_method', { req_id: method, method, params });
    invoke('saveStorageValue', { key: 'draft', value: 'latte' });
    invoke('saveStorageValue', { key: 'bad key', value: '' });
    invoke('saveStorageValue', { key: 'long', value: 'x'.repeat(4097) });
    invoke('getStorageValues', { keys: ['draft', 'none'] });
    expect(app.events.map((event) => event.eventData)).toEqual([
      { req_id: 'saveStorageValue', result: true },
      { req_id: 'saveStorageValue', error: 'KEY_INVALID' },
      { req_id: 'saveStorageValue', error: 'VALUE_TOO_LONG' },
      { req_id: 'getStorageValues', result: { draft: 'latte', none: '' } },
    ]);
  });

  it('sends data over 4096 bytes nowhere', async () => {
    app.call('web_app_data_send', { data: 'я'.repeat(2049) });
    await app.settle();
    expect(app.acts).toEqual([]);
    app.call('web_app_data_send', { data: 'я'.repeat(2048) });
    await app.settle();
    expect(app.acts).toEqual(['я'.repeat(2048), 'close']);
  });

  it('ignores methods that are newer than the client, unknown ones and bad parameters, and logs why', () => {
    app = openApp({}, '7.0');
    app.call('web_app_request_fullscreen');
    app.call('web_app_dance');
    app.call('web_app_set_background_color', { color: 'red' });
    app.client.receive('not json');
    expect(app.events).toEqual([]);
    const notes = app.client.getState().log.filter((line) => line.direction === 'note');
    expect(notes.map((line) => line.data)).toEqual(['since 8.0', 'unknown', 'invalid']);
  });

  it('closes the scanner when the Mini App asks, and says so once', () => {
    app.call('web_app_open_scan_qr_popup', { text: 'Cup' });
    app.call('web_app_close_scan_qr_popup');
    app.call('web_app_close_scan_qr_popup');
    expect(app.events).toEqual([{ eventType: 'scan_qr_popup_closed' }]);
  });

  it('asks once where the phone is, and answers the chosen place from then on', () => {
    const locations = () =>
      app.events
        .filter(({ eventType }) => eventType === 'location_requested')
        .map(({ eventData }) => eventData);
    app.call('web_app_request_location');
    const dialog = app.client.getState().dialogs[0];
    if (dialog?.kind !== 'location') throw new Error(`expected the place, found ${dialog?.kind}`);
    expect(locations()).toEqual([]);
    app.client.dismiss(dialog);
    dialog.onAnswer('55.75, 37.61');
    app.call('web_app_request_location');
    const told = { available: true, latitude: 55.75, longitude: 37.61, horizontal_accuracy: 20 };
    expect(locations()).toEqual([told, told]);
  });

  it('tells no place that the person keeps to themselves', () => {
    app.call('web_app_request_location');
    const dialog = app.client.getState().dialogs[0];
    if (dialog?.kind !== 'location') throw new Error(`expected the place, found ${dialog?.kind}`);
    app.client.dismiss(dialog);
    dialog.onAnswer(null);
    expect(app.events.at(-1)).toEqual({ eventType: 'location_requested', eventData: { available: false } });
  });
});
