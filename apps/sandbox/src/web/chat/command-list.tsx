// The bot's commands over the composer.
import type { BotCommand } from '../../control/contract.ts';
import { useWords } from '../words/use-words.ts';

interface CommandListProps {
  commands: BotCommand[];
  onChoose: (text: string) => void;
}

export function CommandList({ commands, onChoose }: CommandListProps) {
  const words = useWords();
  return (
    <ul className="command-list" aria-label={words.commandsList}>
      {commands.map(({ command, description }) => (
        <li key={command}>
          <button type="button" onClick={() => onChoose(`/${command}`)}>
            <strong>/{command}</strong>
            <span>{description}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
