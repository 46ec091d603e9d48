// What can be done as a person or to them: block the bot, channels, links, history, the account itself.
import { type FormEvent, useState } from 'react';
import type { SandboxBot, SandboxChannel, SandboxChat, SandboxPerson } from '../../control/contract.ts';
import { control } from '../control/control.ts';
import { useLiveState } from '../control/live-store.ts';
import { Menu, type MenuAction } from '../menu.tsx';
import { followLink } from '../mini-app-session.ts';
import { Modal } from '../modal.tsx';
import { personName } from '../person-name.ts';
import { attempt, showRefusal } from '../refusal.ts';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/use-words.ts';

interface PersonMenuProps {
  person: SandboxPerson;
  bot: SandboxBot;
  chat: SandboxChat | null;
}

export function PersonMenu({ person, bot, chat }: PersonMenuProps) {
  const words = useWords();
  const { channels } = useLiveState();
  const [dialog, setDialog] = useState<'link' | 'deactivate' | null>(null);
  const close = () => setDialog(null);
  const actions: MenuAction[] = [
    { label: words.openLink, icon: 'link', run: () => setDialog('link') },
    ...channels.map((channel) => channelAction(channel, person.id, words)),
    ...chatActions({ botId: bot.id, personId: person.id }, chat, words),
    { label: words.deactivate, icon: 'trash', isDangerous: true, run: () => setDialog('deactivate') },
  ];
  if (person.isDeactivated) return null;
  return (
    <>
      <Menu label={words.actionsFor(personName(person))} actions={actions} />
      {dialog === 'link' && <LinkDialog person={person} bot={bot} onClose={close} />}
      {dialog === 'deactivate' && <DeactivateDialog person={person} onClose={close} />}
    </>
  );
}

function chatActions(
  key: { botId: number; personId: number },
  chat: SandboxChat | null,
  words: Words,
): MenuAction[] {
  if (!chat) return [];
  const block: MenuAction = chat.isBlocked
    ? { label: words.unblockBot, icon: 'check', run: () => attempt(() => control.unblockBot(key)) }
    : { label: words.blockBot, icon: 'block', run: () => attempt(() => control.blockBot(key)) };
  return [{ label: words.clearChat, icon: 'trash', run: () => attempt(() => control.clearChat(key)) }, block];
}

function channelAction(channel: SandboxChannel, personId: number, words: Words): MenuAction {
  const key = { channelId: channel.id, personId };
  return channel.memberIds.includes(personId)
    ? {
        label: words.leaveChannel(channel.title),
        icon: 'logout',
        run: () => attempt(() => control.leaveChannel(key)),
      }
    : {
        label: words.joinChannel(channel.title),
        icon: 'channel',
        run: () => attempt(() => control.joinChannel(key)),
      };
}

interface LinkDialogProps {
  person: SandboxPerson;
  bot: SandboxBot;
  onClose: () => void;
}

function LinkDialog({ person, bot, onClose }: LinkDialogProps) {
  const words = useWords();
  const [url, setUrl] = useState(`https://t.me/${bot.username}?start=`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    followLink(person.id, url.trim()).then(onClose, showRefusal);
  };
  return (
    <Modal title={words.openLinkTitle} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span>t.me</span>
          <input type="url" value={url} required onChange={(event) => setUrl(event.target.value)} />
        </label>
        <p className="hint">{words.openLinkHint}</p>
        <div className="form-actions">
          <span className="spacer" />
          <button type="button" className="text-button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="filled-button">
            {words.open}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function DeactivateDialog({ person, onClose }: { person: SandboxPerson; onClose: () => void }) {
  const words = useWords();
  return (
    <Modal title={words.deactivate} onClose={onClose}>
      <p>{words.deactivateConfirm(personName(person))}</p>
      <div className="form-actions">
        <span className="spacer" />
        <button type="button" className="text-button" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="filled-button is-dangerous"
          onClick={() => control.deactivatePerson({ personId: person.id }).then(onClose, showRefusal)}
        >
          {words.deactivate}
        </button>
      </div>
    </Modal>
  );
}
