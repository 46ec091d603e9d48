// Short messages at the bottom of the page that go away by themselves.
import { useEffect, useSyncExternalStore } from 'react';

const shownMs = 3500;
const listeners = new Set<() => void>();
let toast: { id: number; text: string } | null = null;

export function showToast(text: string): void {
  toast = { id: (toast?.id ?? 0) + 1, text };
  announce();
}

export function Toast() {
  const shown = useSyncExternalStore(subscribe, () => toast);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(hide, shownMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div className="toast-place" role="status">
      {shown && (
        <div className="toast" key={shown.id}>
          {shown.text}
        </div>
      )}
    </div>
  );
}

function hide() {
  toast = null;
  announce();
}

function announce() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
