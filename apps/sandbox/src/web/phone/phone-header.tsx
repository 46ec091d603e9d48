// Telegram's own bar over the Mini App: close or back, the bot's name, and the menu.
import { useState } from 'react';
import type { SandboxBot } from '../../control/contract.ts';
import { changeAddress } from '../address.ts';
import { Icon } from '../icons.tsx';
import { Menu, type MenuAction } from '../menu.tsx';
import { closeMiniApp, type MiniAppSession } from '../mini-app-session.ts';
import { attempt } from '../refusal.ts';
import { useWords } from '../words/use-words.ts';
import { useMiniAppState } from './use-mini-app-state.ts';

interface PhoneHeaderProps {
  bot: SandboxBot;
  session: MiniAppSession;
  onReload: () => void;
}

export function PhoneHeader({ bot, session, onReload }: PhoneHeaderProps) {
  const words = useWords();
  const state = useMiniAppState(session.client);
  return (
    <header className={state.isFullscreen ? 'phone-header is-floating' : 'phone-header'}>
      <BackOrClose session={session} />
      {!state.isFullscreen && (
        <div className="phone-title">
          <strong>{bot.name}</strong>
          <span>{words.miniApp}</span>
        </div>
      )}
      <PhoneMenu bot={bot} session={session} onReload={onReload} />
    </header>
  );
}

function BackOrClose({ session }: { session: MiniAppSession }) {
  const words = useWords();
  const { isBackVisible, platform } = useMiniAppState(session.client);
  const label = isBackVisible ? words.back : words.close;
  const press = () =>
    isBackVisible ? session.client.emit('back_button_pressed') : session.client.requestClose();
  return (
    <button type="button" className="phone-button" aria-label={label} onClick={press}>
      <Icon name={isBackVisible ? (platform === 'ios' ? 'chevron' : 'back') : 'close'} size={22} />
      {platform === 'ios' && <span>{label}</span>}
    </button>
  );
}

function PhoneMenu({ bot, session, onReload }: PhoneHeaderProps) {
  const words = useWords();
  const { client } = session;
  const state = useMiniAppState(client);
  const [isSheetPhone] = useState(state.platform === 'ios' || state.platform === 'android');
  const actions: MenuAction[] = [{ label: words.reload, icon: 'reload', run: onReload }];
  if (state.isSettingsVisible) {
    actions.unshift({
      label: words.settings,
      icon: 'settings',
      run: () => client.emit('settings_button_pressed'),
    });
  }
  if (state.isFullscreen)
    actions.push({ label: words.exitFullscreen, icon: 'screen', run: client.leaveFullscreen });
  else if (isSheetPhone && state.isExpanded) {
    actions.push({ label: words.collapse, icon: 'window', run: () => client.setExpanded(false) });
  }
  if (state.isBackVisible) actions.push({ label: words.close, icon: 'close', run: client.requestClose });
  actions.push({ label: words.openBot, icon: 'external', run: () => openBotChat(bot, session) });
  return <Menu label={words.moreActions} icon="dots" className="phone-button" actions={actions} />;
}

function openBotChat(bot: SandboxBot, session: MiniAppSession) {
  attempt(async () => {
    closeMiniApp();
    changeAddress({ personId: session.launch.personId, botUsername: bot.username, channelId: null });
  });
}
