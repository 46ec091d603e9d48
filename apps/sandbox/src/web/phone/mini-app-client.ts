// Telegram's side of the web bridge for one open Mini App: answers its calls and tells it what the person did.
import { z } from 'zod';
import { isVersionAtLeast, type MethodContext, type Surroundings } from './bridge-method.ts';
import { bridgeMethods } from './bridge-methods.ts';
import { safeAreas } from './methods/appearance.ts';
import { type BridgeLine, type Dialog, type MiniAppState, openingState } from './mini-app-state.ts';
import type { OpeningSettings } from './mini-app-state.ts';
import { type ColorScheme, themeParams } from '../../launch/theme-params.ts';

const logLimit = 400;
const messageSchema = z.object({ eventType: z.string(), eventData: z.unknown().optional() });

export type MiniAppClient = ReturnType<typeof createMiniAppClient>;

export function createMiniAppClient(settings: OpeningSettings, surroundings: Surroundings) {
  let state = openingState(settings);
  let lineId = 0;
  let post: (text: string) => void = () => {};
  const listeners = new Set<() => void>();

  function update(patch: Partial<MiniAppState>) {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  }

  function addLine(line: Omit<BridgeLine, 'id' | 'at'>) {
    lineId += 1;
    update({ log: [...state.log, { ...line, id: lineId, at: Date.now() }].slice(-logLimit) });
  }

  function emit(eventType: string, eventData?: unknown) {
    addLine({ direction: 'event', name: eventType, data: showData(eventData) });
    post(JSON.stringify({ eventType, eventData }));
  }

  const note = (name: string, text: string) => addLine({ direction: 'note', name, data: text });
  const show = (dialog: Dialog) => update({ dialogs: [...state.dialogs, dialog] });
  const dismiss = (dialog: Dialog) => update({ dialogs: state.dialogs.filter((open) => open !== dialog) });

  function requestClose() {
    if (!state.needsCloseConfirmation) return surroundings.close();
    show({
      kind: 'ask',
      topic: 'close',
      detail: '',
      onAnswer: (isAgreed) => isAgreed && surroundings.close(),
    });
  }

  const context: MethodContext = {
    state: () => state,
    update,
    emit,
    note,
    show,
    dismiss,
    requestClose,
    surroundings,
  };

  function emitAreas() {
    if (!isVersionAtLeast(state.version, '8.0')) return;
    const areas = safeAreas(state);
    emit('safe_area_changed', areas.safe);
    emit('content_safe_area_changed', areas.content);
  }

  return {
    getState: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    attach(send: (text: string) => void) {
      post = send;
    },
    receive(raw: unknown) {
      const message = parseMessage(raw);
      if (!message) return;
      addLine({ direction: 'call', name: message.eventType, data: showData(message.eventData) });
      callMethod(context, message);
    },
    refuseOrigin: (origin: string) => note('origin', origin),
    emit,
    dismiss,
    requestClose,
    clearLog: () => update({ log: [] }),
    setColorScheme(colorScheme: ColorScheme) {
      update({ colorScheme });
      emit('theme_changed', { theme_params: themeParams(state.platform, colorScheme) });
    },
    setViewport(viewport: { width: number; height: number }) {
      if (viewport.width === state.viewport.width && viewport.height === state.viewport.height) return;
      const isFirst = state.viewport.height === 0;
      update({ viewport });
      if (isFirst) return;
      emit('viewport_changed', { ...viewport, is_expanded: state.isExpanded, is_state_stable: true });
      emitAreas();
    },
    setExpanded: (isExpanded: boolean) => update({ isExpanded }),
    leaveFullscreen() {
      update({ isFullscreen: false });
      emit('fullscreen_changed', { is_fullscreen: false });
    },
  };
}

function callMethod(context: MethodContext, message: z.infer<typeof messageSchema>) {
  const method = bridgeMethods.get(message.eventType);
  const { version } = context.state();
  if (!method) return context.note(message.eventType, 'unknown');
  if (!isVersionAtLeast(version, method.since))
    return context.note(message.eventType, `since ${method.since}`);
  if (!method.run(context, message.eventData)) context.note(message.eventType, 'invalid');
}

function parseMessage(raw: unknown): z.infer<typeof messageSchema> | null {
  if (typeof raw !== 'string') return null;
  try {
    const parsed = messageSchema.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const showData = (data: unknown): string => (data === undefined || data === null ? '' : JSON.stringify(data));
