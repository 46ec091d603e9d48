/** The only importer of the Telegram SDK: everything the app asks of Telegram, safe where Telegram is not. */
import {
  backButton,
  closingBehavior,
  hapticFeedback,
  init,
  initData,
  isAccessDeniedError,
  mainButton,
  miniApp,
  openLink,
  openTelegramLink,
  qrScanner,
  request,
  requestContactComplete,
  requestWriteAccess,
  retrieveRawInitData,
  settingsButton,
  targetOrigin,
  themeParams,
  viewport,
} from '@telegram-apps/sdk-react';

export interface MainButtonState {
  text: string;
  isEnabled: boolean;
  isLoading: boolean;
}

export type SharedPhone =
  /** Signed string for the server to check. */
  | { kind: 'signed'; contact: string }
  | { kind: 'declined' }
  /** No answer here, though the bot may have got the contact as a message. */
  | { kind: 'unanswered' }
  | { kind: 'unavailable' };

export type Located = { kind: 'found'; latitude: number; longitude: number } | { kind: 'unavailable' };

let isRunning = false;
let isMounted = false;

/** Starts the SDK; false where there is no Telegram around the page. */
function start(sandboxOrigin: string | null): boolean {
  try {
    nameStartParamOnce();
    // Telegram's web clients are the only parents the SDK talks to unless told otherwise.
    if (sandboxOrigin) targetOrigin.set(sandboxOrigin);
    // Custom styles would be an inline <style>, which our content policy refuses.
    init({ acceptCustomStyles: false });
    isRunning = true;
  } catch {
    return false;
  }
  return true;
}

/** A direct link carries the start parameter in the query and in the hash; the SDK refuses a name given twice. */
function nameStartParamOnce(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('tgWebAppStartParam') || !address.hash.includes('tgWebAppStartParam='))
    return;
  address.searchParams.delete('tgWebAppStartParam');
  history.replaceState(history.state, '', address);
}

/** Takes hold of Telegram's parts; after the first drawing, which needs none of them and is a third faster so. */
function mount(): void {
  if (!isRunning || isMounted) return;
  isMounted = true;
  themeParams.mountSync.ifAvailable();
  themeParams.bindCssVars.ifAvailable();
  miniApp.mountSync.ifAvailable();
  backButton.mount.ifAvailable();
  mainButton.mount.ifAvailable();
  settingsButton.mount.ifAvailable();
  closingBehavior.mount.ifAvailable();
  initData.restore();
  matchColors();
  themeParams.state.sub(matchColors);
  // Darkness is worked out from the colours and may be told after them.
  themeParams.isDark.sub(matchColors);
  if (viewport.mount.isAvailable()) {
    // Clients that never answer leave the insets at zero, which CSS takes for granted.
    viewport.mount({ timeout: 3000 }).then(
      () => viewport.bindCssVars.ifAvailable(),
      () => undefined,
    );
  }
}

/** Tells CSS whether Telegram is dark, and Telegram which colour our page has. */
function matchColors(): void {
  if (themeParams.backgroundColor()) {
    document.documentElement.dataset.theme = themeParams.isDark() ? 'dark' : 'light';
  }
  if (miniApp.setHeaderColor.isAvailable()) attempt(() => miniApp.setHeaderColor('secondary_bg_color'));
  if (miniApp.setBackgroundColor.isAvailable())
    attempt(() => miniApp.setBackgroundColor('secondary_bg_color'));
  if (miniApp.setBottomBarColor.isAvailable()) attempt(() => miniApp.setBottomBarColor('secondary_bg_color'));
}

/** Removes Telegram's loading placeholder; call once something real is on screen. */
function ready(): void {
  miniApp.ready.ifAvailable();
  viewport.expand.ifAvailable();
}

function rawInitData(): string | null {
  try {
    return retrieveRawInitData() ?? null;
  } catch {
    return null;
  }
}

function showBackButton(onPress: () => void): () => void {
  if (!backButton.show.isAvailable()) return () => undefined;
  const off = backButton.onClick(onPress);
  backButton.show();
  return () => {
    off();
    backButton.hide.ifAvailable();
  };
}

function showSettingsButton(onPress: () => void): () => void {
  if (!settingsButton.show.isAvailable()) return () => undefined;
  const off = settingsButton.onClick(onPress);
  settingsButton.show();
  return () => {
    off();
    settingsButton.hide.ifAvailable();
  };
}

/** Every client has it; known before anything is mounted, so that a screen can leave room for its own. */
function hasMainButton(): boolean {
  return isRunning;
}

function setMainButton({ text, isEnabled, isLoading }: MainButtonState): void {
  mainButton.setParams.ifAvailable({
    text,
    isEnabled: isEnabled && !isLoading,
    isLoaderVisible: isLoading,
    isVisible: true,
  });
}

function onMainButton(onPress: () => void): () => void {
  if (!mainButton.onClick.isAvailable()) return () => undefined;
  return mainButton.onClick(onPress);
}

function hideMainButton(): void {
  mainButton.setParams.ifAvailable({ isVisible: false, isLoaderVisible: false });
}

/** While true, Telegram asks before it closes the app. */
function confirmClosing(isNeeded: boolean): void {
  if (isNeeded) closingBehavior.enableConfirmation.ifAvailable();
  else closingBehavior.disableConfirmation.ifAvailable();
}

type Haptic = 'success' | 'warning' | 'error' | 'tap' | 'select';

function haptic(kind: Haptic): void {
  if (kind === 'tap') hapticFeedback.impactOccurred.ifAvailable('light');
  else if (kind === 'select') hapticFeedback.selectionChanged.ifAvailable();
  else hapticFeedback.notificationOccurred.ifAvailable(kind);
}

function openExternal(url: string): void {
  if (openLink.isAvailable()) openLink(url);
  else window.open(url, '_blank', 'noopener');
}

function openBot(username: string): void {
  const url = `https://t.me/${username}`;
  if (openTelegramLink.isAvailable()) openTelegramLink(url);
  else window.open(url, '_blank', 'noopener');
}

async function requestPhone(timeoutMs: number): Promise<SharedPhone> {
  if (!requestContactComplete.isAvailable()) return { kind: 'unavailable' };
  try {
    const { raw } = await requestContactComplete({ timeout: timeoutMs });
    return { kind: 'signed', contact: raw };
  } catch (error) {
    return { kind: isAccessDeniedError(error) ? 'declined' : 'unanswered' };
  }
}

/** Where the person is, if they let Telegram tell; the answer waits for them to decide. */
async function locate(): Promise<Located> {
  if (!isRunning) return { kind: 'unavailable' };
  try {
    const told = await request('web_app_request_location', 'location_requested', { timeout: 60_000 });
    return told.available
      ? { kind: 'found', latitude: told.latitude, longitude: told.longitude }
      : { kind: 'unavailable' };
  } catch {
    // Clients before 8.0 do not know the question, and some never answer.
    return { kind: 'unavailable' };
  }
}

function canScanQr(): boolean {
  return qrScanner.open.isAvailable();
}

/** The text of the first code in front of Telegram's scanner; null when the person closes it. */
async function scanQr(caption: string): Promise<string | null> {
  try {
    return (await qrScanner.open({ text: caption, capture: () => true })) ?? null;
  } catch {
    return null;
  }
}

/** Asks once whether the bot may write, for people who came past the bot's chat. */
function askWriteAccess(): void {
  if (initData.user()?.allows_write_to_pm || !requestWriteAccess.isAvailable()) return;
  // Some desktop clients never answer; nothing waits for this.
  requestWriteAccess({ timeout: 60_000 }).catch(() => undefined);
}

function close(): void {
  miniApp.close.ifAvailable();
}

export const telegram = {
  start,
  mount,
  ready,
  close,
  rawInitData,
  showBackButton,
  showSettingsButton,
  hasMainButton,
  setMainButton,
  onMainButton,
  hideMainButton,
  confirmClosing,
  haptic,
  openExternal,
  openBot,
  requestPhone,
  canScanQr,
  scanQr,
  locate,
  askWriteAccess,
};

/** Old clients refuse some colour names that their version claims to know. */
function attempt(change: () => void): void {
  try {
    change();
  } catch {
    // The colour stays as Telegram chose it.
  }
}
