// Bridge methods for what a phone has: clipboard, home screen, location, biometrics, sensors, keyboard.
import { z } from 'zod';
import { bridgeMethod, type MethodContext } from '../bridge-method.ts';
import type { Dialog } from '../mini-app-state.ts';
import { ask } from './dialogs.ts';

const nothing = z.unknown();

export const deviceMethods = {
  web_app_read_text_from_clipboard: bridgeMethod(
    '6.4',
    z.looseObject({ req_id: z.string() }),
    (context, params) => void readClipboard(context, params.req_id),
  ),
  web_app_hide_keyboard: bridgeMethod('9.1', nothing, () => {}),
  web_app_check_home_screen: bridgeMethod('8.0', nothing, (context) =>
    context.emit('home_screen_checked', { status: homeScreenStatus(context) }),
  ),
  web_app_add_to_home_screen: bridgeMethod('8.0', nothing, (context) => {
    if (homeScreenStatus(context) === 'unsupported') return context.emit('home_screen_failed');
    ask(context, 'homeScreen', '', (isAgreed) => {
      if (!isAgreed) return context.emit('home_screen_failed');
      writeDevice(context, { homeScreen: 'added' });
      context.emit('home_screen_added');
    });
  }),
  web_app_check_location: bridgeMethod('8.0', nothing, (context) => {
    const access = readDevice(context).location;
    context.emit('location_checked', {
      available: true,
      access_requested: access !== undefined,
      access_granted: access === 'allowed',
    });
  }),
  web_app_request_location: bridgeMethod('8.0', nothing, (context) => {
    // As on a phone, the question is asked once; later it is changed in the settings.
    if (readDevice(context).location !== undefined) return emitLocation(context);
    askLocation(context, () => emitLocation(context));
  }),
  web_app_open_location_settings: bridgeMethod('8.0', nothing, (context) => askLocation(context, () => {})),
  web_app_biometry_get_info: bridgeMethod('7.2', nothing, (context) => emitBiometry(context)),
  web_app_biometry_request_access: bridgeMethod(
    '7.2',
    z.looseObject({ reason: z.string().max(128).default('') }),
    (context, params) =>
      ask(context, 'biometryAccess', params.reason, (isAgreed) => {
        writeDevice(context, { biometry: isAgreed ? 'allowed' : 'refused' });
        emitBiometry(context);
      }),
  ),
  web_app_biometry_request_auth: bridgeMethod(
    '7.2',
    z.looseObject({ reason: z.string().max(128).default('') }),
    (context, params) => {
      if (readDevice(context).biometry !== 'allowed')
        return context.emit('biometry_auth_requested', { status: 'failed' });
      ask(context, 'biometryAuth', params.reason, (isAgreed) =>
        context.emit('biometry_auth_requested', biometryAnswer(context, isAgreed)),
      );
    },
  ),
  web_app_biometry_update_token: bridgeMethod(
    '7.2',
    z.looseObject({ token: z.string().max(1024) }),
    (context, params) => {
      if (readDevice(context).biometry !== 'allowed')
        return context.emit('biometry_token_updated', { status: 'failed' });
      writeDevice(context, { biometryToken: params.token });
      context.emit('biometry_token_updated', { status: params.token === '' ? 'removed' : 'updated' });
    },
  ),
  web_app_biometry_open_settings: bridgeMethod('7.2', nothing, (context) =>
    ask(context, 'biometryAccess', '', (isAgreed) => {
      writeDevice(context, { biometry: isAgreed ? 'allowed' : 'refused' });
      emitBiometry(context);
    }),
  ),
  // A browser tab has no sensors to read, so the client answers as a device without them.
  web_app_start_accelerometer: bridgeMethod('8.0', nothing, (context) =>
    context.emit('accelerometer_failed', { error: 'UNSUPPORTED' }),
  ),
  web_app_stop_accelerometer: bridgeMethod('8.0', nothing, (context) =>
    context.emit('accelerometer_stopped'),
  ),
  web_app_start_device_orientation: bridgeMethod('8.0', nothing, (context) =>
    context.emit('device_orientation_failed', { error: 'UNSUPPORTED' }),
  ),
  web_app_stop_device_orientation: bridgeMethod('8.0', nothing, (context) =>
    context.emit('device_orientation_stopped'),
  ),
  web_app_start_gyroscope: bridgeMethod('8.0', nothing, (context) =>
    context.emit('gyroscope_failed', { error: 'UNSUPPORTED' }),
  ),
  web_app_stop_gyroscope: bridgeMethod('8.0', nothing, (context) => context.emit('gyroscope_stopped')),
};

const readDevice = (context: MethodContext) => context.surroundings.storage.read('phone');

function writeDevice(context: MethodContext, patch: Record<string, string>) {
  context.surroundings.storage.write('phone', { ...readDevice(context), ...patch });
}

function homeScreenStatus(context: MethodContext): string {
  const { platform } = context.state();
  if (platform === 'tdesktop' || platform === 'weba') return 'unsupported';
  return readDevice(context).homeScreen ?? 'missed';
}

async function readClipboard(context: MethodContext, requestId: string) {
  try {
    context.emit('clipboard_text_received', {
      req_id: requestId,
      data: await navigator.clipboard.readText(),
    });
  } catch {
    context.emit('clipboard_text_received', { req_id: requestId, data: null });
  }
}

/** Chistye Prudy in Moscow, a walk from the demo's shops. */
const firstPlace = '55.7649, 37.6388';

/** The sandbox's phone is wherever its person says it is. */
function askLocation(context: MethodContext, onAnswered: () => void) {
  const dialog: Dialog = {
    kind: 'location',
    place: readDevice(context).place ?? firstPlace,
    onAnswer: (place) => {
      writeDevice(context, place === null ? { location: 'refused' } : { location: 'allowed', place });
      onAnswered();
    },
  };
  context.show(dialog);
}

function emitLocation(context: MethodContext) {
  const { location, place = firstPlace } = readDevice(context);
  const [latitude, longitude] = place.split(',').map(Number);
  if (location !== 'allowed') return context.emit('location_requested', { available: false });
  context.emit('location_requested', { available: true, latitude, longitude, horizontal_accuracy: 20 });
}

function emitBiometry(context: MethodContext) {
  const { platform } = context.state();
  if (platform === 'tdesktop' || platform === 'weba')
    return context.emit('biometry_info_received', { available: false });
  const device = readDevice(context);
  context.emit('biometry_info_received', {
    available: true,
    access_requested: device.biometry !== undefined,
    access_granted: device.biometry === 'allowed',
    device_id: 'sandbox-phone',
    token_saved: (device.biometryToken ?? '') !== '',
    type: platform === 'ios' ? 'face' : 'finger',
  });
}

function biometryAnswer(context: MethodContext, isAgreed: boolean) {
  if (!isAgreed) return { status: 'failed' };
  return { status: 'authorized', token: readDevice(context).biometryToken ?? '' };
}
