// The dialogs Telegram shows over a Mini App, one at a time.
import type { SandboxMessage } from '../../control/contract.ts';
import { useWords } from '../words/use-words.ts';
import { AskDialog } from './ask-dialog.tsx';
import { LocationDialog } from './location-dialog.tsx';
import type { MiniAppClient } from './mini-app-client.ts';
import type { Dialog, PopupButton } from './mini-app-state.ts';
import { Scanner } from './scanner.tsx';
import { useMiniAppState } from './use-mini-app-state.ts';

interface PhoneDialogsProps {
  client: MiniAppClient;
  messages: SandboxMessage[];
}

export function PhoneDialogs({ client, messages }: PhoneDialogsProps) {
  const { dialogs } = useMiniAppState(client);
  const dialog = dialogs[0];
  if (!dialog) return null;
  return (
    <div className="phone-shade">
      <OneDialog dialog={dialog} messages={messages} dismiss={() => client.dismiss(dialog)} />
    </div>
  );
}

interface OneDialogProps {
  dialog: Dialog;
  messages: SandboxMessage[];
  dismiss: () => void;
}

function OneDialog({ dialog, messages, dismiss }: OneDialogProps) {
  switch (dialog.kind) {
    case 'popup':
      return <Popup dialog={dialog} dismiss={dismiss} />;
    case 'ask':
      return <AskDialog dialog={dialog} dismiss={dismiss} />;
    case 'location':
      return <LocationDialog dialog={dialog} dismiss={dismiss} />;
    case 'scanner':
      return <Scanner dialog={dialog} messages={messages} dismiss={dismiss} />;
    case 'story':
      return <Story dialog={dialog} dismiss={dismiss} />;
    case 'share':
      return <Share dialog={dialog} dismiss={dismiss} />;
  }
}

function Popup({ dialog, dismiss }: { dialog: Extract<Dialog, { kind: 'popup' }>; dismiss: () => void }) {
  const words = useWords();
  const fixedTexts = { ok: words.ok, close: words.close, cancel: words.cancel };
  const textOf = ({ type, text }: PopupButton) =>
    type === 'default' || type === 'destructive' ? text : fixedTexts[type];
  const close = (buttonId: string | null) => {
    dismiss();
    dialog.onClose(buttonId);
  };
  return (
    <div
      className="phone-dialog"
      role="alertdialog"
      aria-label={dialog.title || dialog.message}
      onKeyDown={(event) => event.key === 'Escape' && close(null)}
    >
      {dialog.title !== '' && <h3>{dialog.title}</h3>}
      <p>{dialog.message}</p>
      <div className="phone-dialog-actions">
        {dialog.buttons.map((button, index) => (
          <button
            type="button"
            key={`${button.id}-${textOf(button)}`}
            className={button.type === 'destructive' ? 'is-destructive' : ''}
            // biome-ignore lint/a11y/noAutofocus: the popup has just taken the whole phone
            autoFocus={index === 0}
            onClick={() => close(button.id)}
          >
            {textOf(button)}
          </button>
        ))}
      </div>
    </div>
  );
}

function Story({ dialog, dismiss }: { dialog: Extract<Dialog, { kind: 'story' }>; dismiss: () => void }) {
  const words = useWords();
  const close = () => {
    dismiss();
    dialog.onClose();
  };
  return (
    <div className="phone-dialog is-story" role="dialog" aria-label={words.story}>
      <img src={dialog.mediaUrl} alt={dialog.text} />
      {dialog.text !== '' && <p>{dialog.text}</p>}
      <div className="phone-dialog-actions">
        <button type="button" onClick={close}>
          {words.cancel}
        </button>
        <button type="button" onClick={close}>
          {words.postStory}
        </button>
      </div>
    </div>
  );
}

function Share({ dialog, dismiss }: { dialog: Extract<Dialog, { kind: 'share' }>; dismiss: () => void }) {
  const words = useWords();
  const answer = (isAgreed: boolean) => {
    dismiss();
    dialog.onAnswer(isAgreed);
  };
  return (
    <div className="phone-dialog" role="dialog" aria-label={words.shareMessage}>
      <h3>{words.shareMessage}</h3>
      <div className="share-preview">
        {dialog.photoUrl && <img src={dialog.photoUrl} alt="" />}
        <span>{dialog.text}</span>
      </div>
      <div className="phone-dialog-actions">
        <button type="button" onClick={() => answer(false)}>
          {words.cancel}
        </button>
        <button type="button" onClick={() => answer(true)}>
          {words.share}
        </button>
      </div>
    </div>
  );
}
