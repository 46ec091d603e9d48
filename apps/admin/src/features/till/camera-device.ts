/** The cameras of this device: opening one, why it would not open, the others, and its light. */

export type CameraTrouble =
  /** The person or the browser said no. */
  | 'refused'
  /** The page is neither on HTTPS nor on localhost: browsers give no camera there. */
  | 'insecure'
  | 'missing'
  /** Another program holds it, or it fails. */
  | 'busy';

export interface Torch {
  turn: (isOn: boolean) => Promise<void>;
}

/** What is remembered of it on this device. */
export interface ChosenCamera {
  id: string;
  label: string;
}

export interface OpenCamera {
  stream: MediaStream;
  /** Shown as in a mirror: it looks at the cashier. */
  isMirrored: boolean;
  /** The camera after this one; null where it is the only one. */
  next: ChosenCamera | null;
  torch: Torch | null;
}

/** The chosen camera where it is still there; else the one that looks away from the cashier. */
export async function openCamera(chosen: ChosenCamera | null): Promise<OpenCamera | CameraTrouble> {
  // Browsers leave `mediaDevices` out on insecure pages, whatever the types say.
  if (!window.isSecureContext || !navigator.mediaDevices) return 'insecure';
  try {
    const id = chosen && (await findCamera(chosen));
    // By its exact id: a mere wish loses to the size wished for, so a small camera would never be chosen.
    return await describe(
      await open(id ? { deviceId: { exact: id } } : { facingMode: { ideal: 'environment' } }),
    );
  } catch (error) {
    return troubleOf(error);
  }
}

/** By id, and by name where the browser gives its cameras new ids for every page. */
async function findCamera({ id, label }: ChosenCamera): Promise<string | null> {
  const cameras = await listCameras();
  const found = cameras.find(({ deviceId }) => deviceId === id) ?? cameras.find((one) => one.label === label);
  return found?.deviceId || null;
}

async function listCameras(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch((): MediaDeviceInfo[] => []);
  return devices.filter(({ kind }) => kind === 'videoinput');
}

function open(which: MediaTrackConstraints): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } },
  });
}

export function closeCamera({ stream }: OpenCamera): void {
  for (const track of stream.getTracks()) track.stop();
}

async function describe(stream: MediaStream): Promise<OpenCamera> {
  const track = stream.getVideoTracks()[0];
  const settings = track?.getSettings();
  // Only now: before the permission browsers tell neither how many cameras there are nor which.
  const cameras = await listCameras();
  return {
    stream,
    isMirrored: settings?.facingMode === 'user',
    next: cameraAfter(cameras, settings?.deviceId),
    torch: track ? torchOf(track) : null,
  };
}

function cameraAfter(cameras: MediaDeviceInfo[], currentId: string | undefined): ChosenCamera | null {
  const current = cameras.findIndex(({ deviceId }) => deviceId === currentId);
  const next = cameras.length > 1 ? cameras[(current + 1) % cameras.length] : undefined;
  return next ? { id: next.deviceId, label: next.label } : null;
}

/** TypeScript does not know the light yet; browsers on phones do. */
interface TorchSetting extends MediaTrackConstraintSet {
  torch: boolean;
}

function torchOf(track: MediaStreamTrack): Torch | null {
  const abilities = track.getCapabilities?.();
  if (!abilities || !('torch' in abilities) || abilities.torch !== true) return null;
  return {
    turn: (isOn) => {
      const setting: TorchSetting = { torch: isOn };
      return track.applyConstraints({ advanced: [setting] });
    },
  };
}

function troubleOf(error: unknown): CameraTrouble {
  const name = nameOf(error);
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' ? 'missing' : 'busy';
}

/** OverconstrainedError is no DOMException everywhere. */
function nameOf(error: unknown): string {
  return error instanceof Object && 'name' in error ? String(error.name) : '';
}
