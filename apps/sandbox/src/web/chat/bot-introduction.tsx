// What an empty chat shows: what the bot says about itself.
import type { SandboxBot } from '../../control/contract.ts';
import { Avatar } from '../avatar.tsx';
import { useWords } from '../words/use-words.ts';

export function BotIntroduction({ bot }: { bot: SandboxBot }) {
  const words = useWords();
  return (
    <div className="introduction">
      <div className="introduction-card">
        <Avatar id={bot.id} name={bot.name} photoUrl={bot.photoUrl} size={84} />
        <h2>{bot.description === '' ? words.noMessages : words.whatCanBotDo}</h2>
        {bot.description !== '' && <p>{bot.description}</p>}
      </div>
    </div>
  );
}
