/** Small line drawings for screens that have nothing to list: they take the colour of the text around them. */
import type { ReactNode } from 'react';

interface DrawingProps {
  className?: string;
}

function Drawing({ className, children }: DrawingProps & { children: ReactNode }) {
  return (
    <svg
      className={className}
      viewBox="0 0 120 96"
      width="120"
      height="96"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** A steaming cup on a saucer: nothing happened yet, come in. */
export function CupDrawing(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path d="M30 40h48v18c0 12-8 20-20 20h-8c-12 0-20-8-20-20V40z" fill="currentColor" fillOpacity=".1" />
      <path d="M78 45h6c6 0 10 4 10 9s-4 9-10 9h-7" />
      <path d="M22 86h64" />
      <path d="M44 30c-4-5 4-8 0-14M56 30c-4-5 4-8 0-14M68 30c-4-5 4-8 0-14" strokeOpacity=".6" />
    </Drawing>
  );
}

/** A broken cable: no connection. */
export function OfflineDrawing(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path d="M10 62c14 0 14-18 28-18h8" />
      <rect x="46" y="36" width="14" height="16" rx="4" fill="currentColor" fillOpacity=".1" />
      <path d="M74 44h8c14 0 14 18 28 18" />
      <path d="M74 39v10M80 36v16" />
      <path d="M67 24v-8M58 27l-5-6M76 27l5-6M67 66v8M58 63l-5 6M76 63l5 6" strokeOpacity=".6" />
    </Drawing>
  );
}

/** A paper plane leaving a trail: open it in Telegram. */
export function PlaneDrawing(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path d="M102 16 38 42l20 8 8 22z" fill="currentColor" fillOpacity=".1" />
      <path d="M102 16 58 50v20l8-8" />
      <path d="M10 78c8-2 14-6 18-12M34 58l2-4" strokeDasharray="4 6" strokeOpacity=".6" />
    </Drawing>
  );
}

/** An hourglass: time ran out. */
export function HourglassDrawing(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path d="M42 12h36M42 84h36" />
      <path d="M46 12v12c0 12 14 16 14 24s-14 12-14 24v12" />
      <path d="M74 12v12c0 12-14 16-14 24s14 12 14 24v12" />
      <path d="M49 80c2-10 11-12 11-16 0 4 9 6 11 16z" fill="currentColor" fillOpacity=".15" stroke="none" />
      <path d="M60 50v10" strokeDasharray="2 5" />
    </Drawing>
  );
}

/** A hand waving: goodbye. */
export function WaveDrawing(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path
        d="M46 56 36 38c-2-5 4-8 7-4l9 14-12-23c-2-5 5-8 8-3l11 20-8-22c-2-5 5-8 8-3l9 23-3-15c-1-5 6-7 8-2l6 24c4 17-3 31-17 34-12 3-19-4-28-13L18 54c-4-4 1-10 6-7z"
        fill="currentColor"
        fillOpacity=".1"
      />
      <path d="M88 18c5 2 9 6 10 12M92 8c8 3 14 9 16 18" strokeOpacity=".6" />
    </Drawing>
  );
}
