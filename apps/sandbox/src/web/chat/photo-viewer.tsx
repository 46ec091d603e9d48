// A photo over the whole page; when it holds a QR code, its text can be copied.
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../icons.tsx';
import { readQrFromUrl } from '../qr.ts';
import { attempt } from '../refusal.ts';
import { useWords } from '../words/use-words.ts';
import { copyText } from './use-chat-actions.ts';

export function PhotoViewer({ url, onClose }: { url: string; onClose: () => void }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [qrText, setQrText] = useState<string | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
    let isGone = false;
    readQrFromUrl(url).then(
      (text) => !isGone && setQrText(text),
      () => setQrText(null),
    );
    return () => {
      isGone = true;
    };
  }, [url]);
  return (
    <dialog ref={dialog} className="viewer" aria-label={words.photo} onClose={onClose}>
      <button type="button" className="viewer-close" aria-label={words.close} onClick={onClose}>
        <Icon name="close" />
      </button>
      <img src={url} alt={words.photo} />
      {qrText !== null && (
        <button
          type="button"
          className="filled-button"
          title={qrText}
          onClick={() => attempt(() => copyText(qrText))}
        >
          <Icon name="qr" size={18} />
          {words.scannedQr}
        </button>
      )}
    </dialog>
  );
}
