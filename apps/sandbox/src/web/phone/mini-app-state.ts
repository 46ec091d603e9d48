// What Telegram's client remembers about one open Mini App: its chrome, its dialogs and the log of the bridge.
import type { ColorScheme, Platform } from '../../launch/theme-params.ts';

export interface BottomButton {
  isVisible: boolean;
  isActive: boolean;
  isProgressVisible: boolean;
  hasShineEffect: boolean;
  text: string;
  color: string | null;
  textColor: string | null;
}

export type SecondaryPosition = 'left' | 'right' | 'top' | 'bottom';

export interface PopupButton {
  id: string;
  type: 'default' | 'destructive' | 'ok' | 'close' | 'cancel';
  text: string;
}

export type AskTopic =
  | 'contact'
  | 'writeAccess'
  | 'close'
  | 'link'
  | 'homeScreen'
  | 'emojiAccess'
  | 'emojiStatus'
  | 'download'
  | 'biometryAccess'
  | 'biometryAuth';

export type Dialog =
  | {
      kind: 'popup';
      title: string;
      message: string;
      buttons: PopupButton[];
      onClose: (buttonId: string | null) => void;
    }
  | { kind: 'ask'; topic: AskTopic; detail: string; onAnswer: (isAgreed: boolean) => void }
  /** Where this phone is, as typed; null when the person does not tell. */
  | { kind: 'location'; place: string; onAnswer: (place: string | null) => void }
  | { kind: 'scanner'; caption: string; onText: (text: string) => void; onClose: () => void }
  | { kind: 'story'; mediaUrl: string; text: string; onClose: () => void }
  | { kind: 'share'; text: string; photoUrl: string | null; onAnswer: (isAgreed: boolean) => void };

export interface BridgeLine {
  id: number;
  at: number;
  /** `call` comes from the Mini App, `event` goes into it, `note` is the client's own remark. */
  direction: 'call' | 'event' | 'note';
  name: string;
  data: string;
}

export type HeaderColor = { key: string } | { color: string };

export interface MiniAppState {
  platform: Platform;
  version: string;
  colorScheme: ColorScheme;
  isReady: boolean;
  isExpanded: boolean;
  isFullscreen: boolean;
  isReloadSupported: boolean;
  isBackVisible: boolean;
  isSettingsVisible: boolean;
  isVerticalSwipeAllowed: boolean;
  isOrientationLocked: boolean;
  needsCloseConfirmation: boolean;
  headerColor: HeaderColor;
  backgroundColor: string | null;
  bottomBarColor: string | null;
  mainButton: BottomButton;
  secondaryButton: BottomButton;
  secondaryPosition: SecondaryPosition;
  viewport: { width: number; height: number };
  dialogs: Dialog[];
  haptics: { count: number; last: string };
  contactResponse: string | null;
  log: BridgeLine[];
}

const hiddenButton: BottomButton = {
  isVisible: false,
  isActive: true,
  isProgressVisible: false,
  hasShineEffect: false,
  text: '',
  color: null,
  textColor: null,
};

export interface OpeningSettings {
  platform: Platform;
  version: string;
  colorScheme: ColorScheme;
}

export function openingState(settings: OpeningSettings): MiniAppState {
  return {
    ...settings,
    isReady: false,
    isExpanded: settings.platform === 'tdesktop' || settings.platform === 'weba',
    isFullscreen: false,
    isReloadSupported: false,
    isBackVisible: false,
    isSettingsVisible: false,
    isVerticalSwipeAllowed: true,
    isOrientationLocked: false,
    needsCloseConfirmation: false,
    headerColor: { key: 'bg_color' },
    backgroundColor: null,
    bottomBarColor: null,
    mainButton: { ...hiddenButton, text: 'Continue' },
    secondaryButton: { ...hiddenButton, text: 'Cancel' },
    secondaryPosition: 'left',
    viewport: { width: 0, height: 0 },
    dialogs: [],
    haptics: { count: 0, last: '' },
    contactResponse: null,
    log: [],
  };
}
