// Telegram's QR scanner without a camera: reads a picture, the viewer's screen, a pasted text, or codes of the chat.
import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import type { SandboxMessage } from '../../control/contract.ts';
import { Icon } from '../icons.tsx';
import { readQrFromBlob, readQrFromScreen, readQrFromUrl } from '../qr.ts';
import { useWords } from '../words/use-words.ts';
import type { Dialog } from './mini-app-state.ts';

const searchedPhotos = 12;

interface ScannerProps {
  dialog: Extract<Dialog, { kind: 'scanner' }>;
  messages: SandboxMessage[];
  dismiss: () => void;
}

export function Scanner({ dialog, messages, dismiss }: ScannerProps) {
  const words = useWords();
  const [problem, setProblem] = useState<string | null>(null);
  const seen = useSeenCodes(messages);
  const input = useRef<HTMLInputElement>(null);

  // The scanner stays open until the Mini App closes it, so that several codes can be read.
  const accept = (text: string | null) => {
    setProblem(text === null ? words.noQrFound : null);
    if (text !== null) dialog.onText(text);
  };
  const readPicture = (picture: Blob) =>
    readQrFromBlob(picture).then(accept, () => setProblem(words.noQrFound));
  const readScreen = () => readQrFromScreen().then(accept, () => setProblem(words.screenRefused));
  const close = () => {
    dismiss();
    dialog.onClose();
  };
  const paste = (event: ClipboardEvent) => {
    const picture = [...event.clipboardData.files].find((file) => file.type.startsWith('image/'));
    if (picture) void readPicture(picture);
  };

  return (
    <div
      className="scanner"
      role="dialog"
      aria-label={words.scanQr}
      onPaste={paste}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const picture = event.dataTransfer.files[0];
        if (picture) void readPicture(picture);
      }}
    >
      <header>
        <strong>{words.scanQr}</strong>
        <button type="button" className="phone-button" aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div className="scanner-window" aria-hidden="true">
        <span className="scanner-beam" />
      </div>
      <p>{problem ?? (dialog.caption === '' ? words.scanHint : dialog.caption)}</p>
      <div className="scanner-sources">
        <button type="button" onClick={() => input.current?.click()}>
          <Icon name="image" size={20} />
          {words.scanImage}
        </button>
        <button type="button" onClick={() => void readScreen()}>
          <Icon name="screen" size={20} />
          {words.scanScreen}
        </button>
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          onChange={(event) => {
            const picture = event.target.files?.[0];
            if (picture) void readPicture(picture);
            event.target.value = '';
          }}
        />
      </div>
      <PastedText onText={accept} />
      {seen.length > 0 && <SeenCodes codes={seen} onChoose={accept} />}
    </div>
  );
}

function PastedText({ onText }: { onText: (text: string) => void }) {
  const words = useWords();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onText(text.trim());
  };
  return (
    <form className="scanner-text" onSubmit={submit}>
      <input
        aria-label={words.qrText}
        placeholder={words.qrText}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit">{words.useText}</button>
    </form>
  );
}

function SeenCodes({ codes, onChoose }: { codes: string[]; onChoose: (text: string) => void }) {
  const words = useWords();
  return (
    <div className="scanner-seen">
      <span>{words.seenCodes}</span>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <button type="button" onClick={() => onChoose(code)}>
              <Icon name="qr" size={18} />
              <span>{code}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The codes on the newest photos of the chat, newest first. */
function useSeenCodes(messages: SandboxMessage[]): string[] {
  const [codes, setCodes] = useState<string[]>([]);
  const urls = messages.flatMap((message) =>
    message.kind === 'photo' && message.file ? [message.file.url] : [],
  );
  const newest = urls.slice(-searchedPhotos).reverse().join(' ');
  useEffect(() => {
    let isGone = false;
    const reading = newest
      .split(' ')
      .filter(Boolean)
      .map((url) => readQrFromUrl(url).catch(() => null));
    void Promise.all(reading).then((texts) => {
      if (!isGone) setCodes([...new Set(texts.filter((text) => text !== null))]);
    });
    return () => {
      isGone = true;
    };
  }, [newest]);
  return codes;
}
