// The phone's own status bar: the time and three marks.
import { useEffect, useState } from 'react';
import { usePreferences } from '../preferences.ts';
import { clockTime } from '../time.ts';

const tickMs = 10_000;

export function StatusBar() {
  const { language } = usePreferences();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="status-bar" aria-hidden="true">
      <span>{clockTime(now / 1000, language)}</span>
      <svg width="64" height="14" viewBox="0 0 64 14" fill="currentColor" aria-hidden="true">
        <rect x="0" y="9" width="3" height="4" rx="1" />
        <rect x="5" y="6.5" width="3" height="6.5" rx="1" />
        <rect x="10" y="4" width="3" height="9" rx="1" />
        <rect x="15" y="1.5" width="3" height="11.5" rx="1" />
        <path d="M30 4.200a8.3 8.3 0 0 1 5.6 2.200l1.2-1.300a10 10 0 0 0-13.6 0l1.2 1.300A8.3 8.3 0 0 1 30 4.200Zm0 3.600c1.2 0 2.3.5 3.1 1.200l1.2-1.300a6.3 6.3 0 0 0-8.6 0L26.9 9c.8-.7 1.9-1.2 3.1-1.200Zm0 3.3-1.9 1.200L30 13.500l1.9-1.2-1.9-1.200Z" />
        <rect x="41.5" y="2" width="19" height="10" rx="3" fill="none" stroke="currentColor" opacity=".5" />
        <rect x="43" y="3.5" width="14" height="7" rx="1.8" />
        <rect x="61.5" y="5.2" width="1.5" height="3.6" rx=".7" opacity=".5" />
      </svg>
    </div>
  );
}
