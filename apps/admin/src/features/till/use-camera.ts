/** Keeps the camera running while it is wanted and tells every QR it sees, once. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { createQrReader } from './read-qr.ts';

export type CameraState =
  | 'starting'
  | 'scanning'
  /** The person or the browser said no. */
  | 'refused'
  /** The page is neither on HTTPS nor on localhost: browsers give no camera there. */
  | 'insecure'
  /** No camera, or another program holds it. */
  | 'missing';

export type Facing = 'environment' | 'user';

const readEveryMs = 140;
/** The same code in the picture is told again only after this. */
const sameCodeAgainMs = 4_000;

interface Camera {
  state: CameraState;
  video: RefObject<HTMLVideoElement | null>;
}

export function useCamera(facing: Facing, attempt: number, onText: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('starting');
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    // `attempt` is only counted so that "try again" begins anew.
    if (attempt < 0) return;
    const stop = new AbortController();
    setState('starting');
    void watch({
      video,
      facing,
      signal: stop.signal,
      onState: setState,
      onText: (text) => latest.current(text),
    });
    return () => stop.abort();
  }, [facing, attempt]);
  return { state, video };
}

interface Watch {
  video: RefObject<HTMLVideoElement | null>;
  facing: Facing;
  signal: AbortSignal;
  onState: (state: CameraState) => void;
  onText: (text: string) => void;
}

async function watch({ video, facing, signal, onState, onText }: Watch): Promise<void> {
  // Browsers leave `mediaDevices` out on insecure pages, whatever the types say.
  if (!window.isSecureContext || !navigator.mediaDevices) return onState('insecure');
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    if (!signal.aborted) onState(isRefusal(error) ? 'refused' : 'missing');
    return;
  }
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  signal.addEventListener('abort', end, { once: true });
  const element = video.current;
  if (signal.aborted || !element) return end();
  element.srcObject = stream;
  await element.play().catch(() => undefined);
  const read = await createQrReader();
  if (signal.aborted) return;
  onState('scanning');
  let told = { text: '', at: 0 };
  while (!signal.aborted) {
    const text = element.readyState >= 2 ? await read(element).catch(() => null) : null;
    const isNew = text !== null && (text !== told.text || performance.now() - told.at > sameCodeAgainMs);
    if (isNew && !signal.aborted) {
      told = { text, at: performance.now() };
      onText(text);
    }
    await new Promise((resolve) => setTimeout(resolve, readEveryMs));
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(error.name);
}
