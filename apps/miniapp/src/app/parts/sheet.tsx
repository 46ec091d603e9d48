/** A sheet from the bottom for a decision: the browser's own dialog keeps focus in and Escape closes it. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import './sheet.css';

export function Sheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog className="sheet" ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 className="sheet-title" id={titleId}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
