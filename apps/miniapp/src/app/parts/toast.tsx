/** A short note over the screen that goes by itself; screen readers hear it too. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';

const shownMs = 5000;

const ToastContext = createContext<((text: string) => void) | null>(null);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [note, setNote] = useState<{ text: string; id: number } | null>(null);
  const show = useCallback((text: string) => {
    setNote((current) => ({ text, id: (current?.id ?? 0) + 1 }));
  }, []);

  useEffect(() => {
    if (!note) return undefined;
    const timer = setTimeout(() => setNote(null), shownMs);
    return () => clearTimeout(timer);
  }, [note]);

  return (
    <ToastContext value={show}>
      {children}
      <div className="toast-place" role="status">
        {note && (
          <button key={note.id} type="button" className="toast" onClick={() => setNote(null)}>
            {note.text}
          </button>
        )}
      </div>
    </ToastContext>
  );
}

export function useToast(): (text: string) => void {
  const show = useContext(ToastContext);
  if (!show) throw new Error('useToast needs a ToastProvider above');
  return show;
}
