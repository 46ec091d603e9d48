// The bot's menu button left of the text: its Mini App, its commands, or nothing.
import type { MenuButton as MenuButtonModel } from '../../control/contract.ts';
import { Icon } from '../icons.tsx';
import { useWords } from '../words/use-words.ts';

interface MenuButtonProps {
  button: MenuButtonModel;
  hasCommands: boolean;
  isOpen: boolean;
  onCommands: () => void;
  onApp: (url: string) => void;
}

export function MenuButton({ button, hasCommands, isOpen, onCommands, onApp }: MenuButtonProps) {
  const words = useWords();
  if (button.kind === 'webApp') {
    return (
      <button type="button" className="menu-button" onClick={() => onApp(button.url)}>
        <Icon name="window" size={20} />
        <span>{button.text}</span>
      </button>
    );
  }
  if (!hasCommands) return null;
  return (
    <button type="button" className="menu-button" aria-expanded={isOpen} onClick={onCommands}>
      <Icon name={isOpen ? 'close' : 'commands'} size={20} />
      <span>{words.menu}</span>
    </button>
  );
}
