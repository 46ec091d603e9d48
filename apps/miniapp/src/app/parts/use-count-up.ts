/** Lets a number run to its new value, so that one sees points arrive; at once under reduced motion. */
import { useEffect, useRef, useState } from 'react';

const durationMs = 280;

export function useCountUp(value: number, startAt = value): number {
  const [shown, setShown] = useState(startAt);
  const current = useRef(startAt);

  useEffect(() => {
    const from = current.current;
    if (from === value) return undefined;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const startedAt = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const part = isStill ? 1 : Math.min(1, Math.max(0, now - startedAt) / durationMs);
      const eased = 1 - (1 - part) ** 3;
      current.current = part === 1 ? value : Math.round(from + (value - from) * eased);
      setShown(current.current);
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);

  return shown;
}
