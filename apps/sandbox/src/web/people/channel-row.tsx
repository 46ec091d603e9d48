// One channel in the list.
import type { MouseEvent } from 'react';
import type { SandboxChannel } from '../../control/contract.ts';
import { changeAddress } from '../address.ts';
import { Avatar } from '../avatar.tsx';
import { useWords } from '../words/use-words.ts';

export function ChannelRow({ channel, isSelected }: { channel: SandboxChannel; isSelected: boolean }) {
  const words = useWords();
  const select = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    changeAddress({ channelId: channel.id });
  };
  return (
    <li>
      <a
        className="person-row"
        href={`/?channel=${channel.id}`}
        aria-current={isSelected ? 'page' : undefined}
        onClick={select}
      >
        <Avatar id={channel.id} name={channel.title} size={54} />
        <span className="row-body">
          <span className="row-line">
            <span className="row-name">{channel.title}</span>
          </span>
          <span className="row-line">
            <span className="row-text">{words.subscribers(channel.memberIds.length)}</span>
          </span>
        </span>
      </a>
    </li>
  );
}
