// A question with two answers: contact, write access, links, closing and the like.
import type { Words } from '../words/en.ts';
import { useWords } from '../words/use-words.ts';
import type { AskTopic, Dialog } from './mini-app-state.ts';

interface AskDialogProps {
  dialog: Extract<Dialog, { kind: 'ask' }>;
  dismiss: () => void;
}

export function AskDialog({ dialog, dismiss }: AskDialogProps) {
  const words = useWords();
  const { title, text, yes, no } = wordsOf(dialog.topic, words);
  const answer = (isAgreed: boolean) => {
    dismiss();
    dialog.onAnswer(isAgreed);
  };
  return (
    <div
      className="phone-dialog"
      role="alertdialog"
      aria-label={title}
      onKeyDown={(event) => event.key === 'Escape' && answer(false)}
    >
      <h3>{title}</h3>
      {(text !== '' || dialog.detail !== '') && <p>{dialog.detail === '' ? text : dialog.detail}</p>}
      <div className="phone-dialog-actions">
        <button type="button" onClick={() => answer(false)}>
          {no}
        </button>
        <button
          type="button"
          className={dialog.topic === 'close' ? 'is-destructive' : 'is-preferred'}
          // biome-ignore lint/a11y/noAutofocus: the question has just taken the whole phone
          autoFocus
          onClick={() => answer(true)}
        >
          {yes}
        </button>
      </div>
    </div>
  );
}

interface AskWords {
  title: string;
  text: string;
  yes: string;
  no: string;
}

function wordsOf(topic: AskTopic, words: Words): AskWords {
  const allow = { text: '', yes: words.allow, no: words.dontAllow };
  switch (topic) {
    case 'contact':
      return { title: words.askContactTitle, text: words.askContactText, yes: words.share, no: words.cancel };
    case 'writeAccess':
      return { ...allow, title: words.askWriteTitle, text: words.askWriteText };
    case 'close':
      return { title: words.askCloseTitle, text: words.askCloseText, yes: words.close, no: words.cancel };
    case 'link':
      return { title: words.askLinkTitle, text: '', yes: words.open, no: words.cancel };
    case 'homeScreen':
      return { title: words.askHomeTitle, text: words.askHomeText, yes: words.add, no: words.cancel };
    case 'emojiAccess':
      return { ...allow, title: words.askEmojiAccessTitle };
    case 'emojiStatus':
      return { title: words.askEmojiTitle, text: '', yes: words.confirm, no: words.cancel };
    case 'download':
      return { title: words.askDownloadTitle, text: '', yes: words.download, no: words.cancel };
    case 'biometryAccess':
      return { ...allow, title: words.askBiometryTitle };
    case 'biometryAuth':
      return { title: words.askBiometryAuthTitle, text: '', yes: words.confirm, no: words.cancel };
  }
}
