// The buttons under a message, each busy until the bot has answered.
import { useState } from 'react';
import type { InlineButton, SandboxMessage } from '../../control/contract.ts';
import { Icon, type IconName } from '../icons.tsx';

export interface InlinePress {
  message: SandboxMessage;
  button: InlineButton;
}

interface InlineKeyboardProps {
  rows: InlineButton[][];
  onPress: (button: InlineButton) => Promise<void>;
}

export function InlineKeyboard({ rows, onPress }: InlineKeyboardProps) {
  return (
    <div className="inline-keyboard">
      {rows.map((row, rowIndex) => (
        <div className="inline-row" key={rowKey(row, rowIndex)}>
          {row.map((button, index) => (
            <KeyboardButton key={`${index}-${button.text}`} button={button} onPress={onPress} />
          ))}
        </div>
      ))}
    </div>
  );
}

const rowKey = (row: InlineButton[], index: number): string =>
  `${index}-${row.map((button) => button.text).join('|')}`;

const marks: Partial<Record<InlineButton['kind'], IconName>> = {
  url: 'external',
  webApp: 'window',
  copyText: 'copy',
  switchInline: 'share',
};

interface KeyboardButtonProps {
  button: InlineButton;
  onPress: (button: InlineButton) => Promise<void>;
}

function KeyboardButton({ button, onPress }: KeyboardButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const mark = marks[button.kind];
  const press = () => {
    if (isBusy) return;
    setBusy(true);
    void onPress(button).finally(() => setBusy(false));
  };
  return (
    <button
      type="button"
      className={isBusy ? 'inline-button is-busy' : 'inline-button'}
      aria-busy={isBusy}
      onClick={press}
    >
      <span>{button.text}</span>
      {mark && <Icon name={mark} size={14} />}
    </button>
  );
}
