// The bot's keyboard under the composer; sharing the phone asks first.
import { useState } from 'react';
import type { ReplyButton, ReplyKeyboard, SandboxBot } from '../../control/contract.ts';
import { Icon, type IconName } from '../icons.tsx';
import { Modal } from '../modal.tsx';
import { useWords } from '../words/use-words.ts';

interface ReplyKeyboardPanelProps {
  bot: SandboxBot;
  keyboard: ReplyKeyboard;
  onPress: (button: ReplyButton) => void;
}

const marks: Partial<Record<ReplyButton['kind'], IconName>> = { contact: 'phone', webApp: 'window' };

export function ReplyKeyboardPanel({ bot, keyboard, onPress }: ReplyKeyboardPanelProps) {
  const words = useWords();
  const [asking, setAsking] = useState<ReplyButton | null>(null);
  const press = (button: ReplyButton) => (button.kind === 'contact' ? setAsking(button) : onPress(button));
  return (
    <section
      className={keyboard.isResized ? 'reply-keyboard' : 'reply-keyboard is-tall'}
      aria-label={words.botKeyboard}
    >
      {keyboard.rows.map((row) => (
        <div className="reply-row" key={row.map((button) => button.text).join('|')}>
          {row.map((button) => (
            <ReplyKey key={button.text} button={button} onPress={press} />
          ))}
        </div>
      ))}
      {asking && (
        <Modal title={words.shareContactTitle} onClose={() => setAsking(null)}>
          <p>{words.shareContactText(bot.name)}</p>
          <div className="form-actions">
            <span className="spacer" />
            <button type="button" className="text-button" onClick={() => setAsking(null)}>
              {words.cancel}
            </button>
            <button
              type="button"
              className="text-button"
              onClick={() => {
                setAsking(null);
                onPress(asking);
              }}
            >
              {words.share}
            </button>
          </div>
        </Modal>
      )}
    </section>
  );
}

function ReplyKey({ button, onPress }: { button: ReplyButton; onPress: (button: ReplyButton) => void }) {
  const mark = marks[button.kind];
  return (
    <button type="button" className="reply-key" onClick={() => onPress(button)}>
      <span>{button.text}</span>
      {mark && <Icon name={mark} size={14} />}
    </button>
  );
}
