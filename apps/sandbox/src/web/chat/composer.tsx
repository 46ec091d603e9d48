// Where the person writes: menu button, text, photos, commands and the bot's keyboard.
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import type {
  ReplyButton,
  ReplyKeyboard,
  SandboxBot,
  SandboxChat,
  SandboxPerson,
} from '../../control/contract.ts';
import { chatKey } from '../control/live-state.ts';
import { changeDraft, useDraft } from '../drafts.ts';
import { Icon } from '../icons.tsx';
import { useWords } from '../words/use-words.ts';
import { AttachPhoto } from './attach-photo.tsx';
import { CommandList } from './command-list.tsx';
import { MenuButton } from './menu-button.tsx';
import { PhotoSender } from './photo-sender.tsx';
import { ReceiptPrinter } from './receipt-printer.tsx';
import { ReplyKeyboardPanel } from './reply-keyboard.tsx';
import type { ChatActions } from './use-chat-actions.ts';

interface ComposerProps {
  bot: SandboxBot;
  person: SandboxPerson;
  chat: SandboxChat | null;
  actions: ChatActions;
}

export function Composer({ bot, person, chat, actions }: ComposerProps) {
  const words = useWords();
  const key = chatKey(bot.id, person.id);
  const draft = useDraft(key);
  const [areCommandsOpen, setCommandsOpen] = useState(false);
  const [photo, setPhoto] = useState<File | null>(null);
  const keyboard = useKeyboardPanel(chat?.replyKeyboard ?? null);
  const commands = chat?.commands ?? bot.commands;
  const matching = draft.startsWith('/')
    ? commands.filter((command) => `/${command.command}`.startsWith(draft))
    : [];

  const send = (text: string) => {
    if (text.trim() === '') return;
    actions.sendText(text.trim());
    changeDraft(key, '');
    setCommandsOpen(false);
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setCommandsOpen(false);
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send(draft);
  };
  const pressReply = (button: ReplyButton) => {
    keyboard.afterPress();
    actions.pressReply(button);
  };

  return (
    <footer className="composer-place">
      {(areCommandsOpen || matching.length > 0) && (
        <CommandList commands={areCommandsOpen ? commands : matching} onChoose={send} />
      )}
      <div className="composer">
        <MenuButton
          button={chat?.menuButton ?? bot.menuButton}
          hasCommands={commands.length > 0}
          isOpen={areCommandsOpen}
          onCommands={() => setCommandsOpen(!areCommandsOpen)}
          onApp={actions.openMenuApp}
        />
        <textarea
          rows={1}
          aria-label={words.messageField}
          placeholder={keyboard.shown?.placeholder ?? words.messageField}
          value={draft}
          maxLength={4096}
          onChange={(event) => changeDraft(key, event.target.value)}
          onKeyDown={sendOnEnter}
          onPaste={(event) => setPhoto(pastedPhoto(event) ?? photo)}
        />
        {keyboard.isAvailable && (
          <button
            type="button"
            className="icon-button"
            aria-label={keyboard.shown ? words.hideKeyboard : words.showKeyboard}
            aria-pressed={keyboard.shown !== null}
            onClick={keyboard.toggle}
          >
            <Icon name="keyboard" />
          </button>
        )}
        <ReceiptPrinter onPhoto={setPhoto} />
        <AttachPhoto onPhoto={setPhoto} />
        <button
          type="button"
          className="send-button"
          aria-label={words.send}
          disabled={draft.trim() === ''}
          onClick={() => send(draft)}
        >
          <Icon name="send" />
        </button>
      </div>
      {keyboard.shown && <ReplyKeyboardPanel bot={bot} keyboard={keyboard.shown} onPress={pressReply} />}
      {photo && <PhotoSender photo={photo} onClose={() => setPhoto(null)} onSend={actions.sendPhoto} />}
    </footer>
  );
}

function useKeyboardPanel(keyboard: ReplyKeyboard | null) {
  const signature = JSON.stringify(keyboard);
  const [hidden, setHidden] = useState('');
  const shown = keyboard && hidden !== signature ? keyboard : null;
  return {
    isAvailable: keyboard !== null,
    shown,
    toggle: () => setHidden(shown ? signature : ''),
    // A one-time keyboard folds after a press but stays within reach, as in Telegram.
    afterPress: () => {
      if (keyboard?.isOneTime) setHidden(signature);
    },
  };
}

function pastedPhoto(event: ClipboardEvent): File | null {
  const file = [...event.clipboardData.files].find((candidate) => candidate.type.startsWith('image/'));
  if (!file) return null;
  event.preventDefault();
  return file;
}
