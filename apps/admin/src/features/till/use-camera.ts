/** Keeps the camera running while it is wanted and tells every code held up to it, once. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import {
  type CameraTrouble,
  type ChosenCamera,
  closeCamera,
  type OpenCamera,
  openCamera,
} from './camera-device.ts';
import { createQrReader, type QrReader } from './read-qr.ts';
import { type Sightings, see } from './sightings.ts';

export type CameraState =
  | { phase: 'starting' }
  | { phase: 'scanning'; camera: OpenCamera }
  | { phase: 'trouble'; trouble: CameraTrouble };

/** Between two looks: quick enough to feel instant, and the battery of a tablet lasts. */
const pauseMs = 100;
/** A camera that ends sooner does so again: it is not started over and over. */
const steadyAfterMs = 3_000;

interface Camera {
  state: CameraState;
  video: RefObject<HTMLVideoElement | null>;
  retry: () => void;
}

export function useCamera(chosen: ChosenCamera | null, onText: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<CameraState>({ phase: 'starting' });
  const latest = useRef(onText);
  latest.current = onText;
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    // `attempt` is only counted so that "try again" begins anew.
    if (attempt < 0) return;
    const stop = new AbortController();
    setState({ phase: 'starting' });
    void watch({
      video,
      chosen,
      signal: stop.signal,
      onState: (next) => !stop.signal.aborted && setState(next),
      onText: (text) => !stop.signal.aborted && latest.current(text),
      onEnded: retry,
    });
    return () => stop.abort();
  }, [chosen, attempt, retry]);
  useComeback(state, retry);
  return { state, video, retry };
}

interface Watch {
  video: RefObject<HTMLVideoElement | null>;
  chosen: ChosenCamera | null;
  signal: AbortSignal;
  onState: (state: CameraState) => void;
  onText: (text: string) => void;
  /** The camera was unplugged or taken back after it had worked. */
  onEnded: () => void;
}

async function watch({ video, chosen, signal, onState, onText, onEnded }: Watch): Promise<void> {
  const camera = await openCamera(chosen);
  if (typeof camera === 'string') return onState({ phase: 'trouble', trouble: camera });
  const element = video.current;
  if (signal.aborted || !element) return closeCamera(camera);
  signal.addEventListener('abort', () => closeCamera(camera), { once: true });
  const startedAt = performance.now();
  camera.stream.getVideoTracks()[0]?.addEventListener('ended', () => {
    if (performance.now() - startedAt > steadyAfterMs) return onEnded();
    onState({ phase: 'trouble', trouble: 'busy' });
  });
  element.srcObject = camera.stream;
  await element.play().catch(() => undefined);
  const reader = await createQrReader();
  onState({ phase: 'scanning', camera });
  await readOn(reader, element, signal, onText);
  reader.close();
}

async function readOn(
  reader: QrReader,
  video: HTMLVideoElement,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<void> {
  let seen: Sightings = new Map();
  while (!signal.aborted) {
    const hasPicture = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    const text = hasPicture ? await reader.read(video).catch(() => null) : null;
    const sighting = see(seen, text, performance.now());
    seen = sighting.seen;
    if (text !== null && sighting.isNew) onText(text);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Begins anew by itself once the camera is allowed or plugged in. */
function useComeback(state: CameraState, retry: () => void): void {
  const trouble = state.phase === 'trouble' ? state.trouble : null;
  useEffect(() => {
    if (trouble === null || trouble === 'insecure') return;
    const stop = new AbortController();
    navigator.mediaDevices.addEventListener('devicechange', retry, { signal: stop.signal });
    void watchPermission(retry, stop.signal);
    return () => stop.abort();
  }, [trouble, retry]);
}

async function watchPermission(onGranted: () => void, signal: AbortSignal): Promise<void> {
  // Some browsers do not tell about this permission: there "try again" does it.
  const permission = await navigator.permissions?.query({ name: 'camera' }).catch(() => null);
  if (!permission || signal.aborted) return;
  permission.addEventListener('change', () => permission.state === 'granted' && onGranted(), { signal });
}
