// The right column: the phone with the open Mini App, its controls and the log of the bridge.
import { useState } from 'react';
import type { SandboxBot } from '../../control/contract.ts';
import { chatKey } from '../control/live-state.ts';
import { useLiveState } from '../control/live-store.ts';
import type { MiniAppSession } from '../mini-app-session.ts';
import { usePreferences } from '../preferences.ts';
import { useWords } from '../words/use-words.ts';
import { BottomButtons } from './bottom-buttons.tsx';
import { BridgeLog } from './bridge-log.tsx';
import { MiniAppFrame } from './mini-app-frame.tsx';
import { phoneStyle } from './phone-colors.ts';
import { PhoneDialogs } from './phone-dialogs.tsx';
import { PhoneHeader } from './phone-header.tsx';
import { PhoneToolbar } from './phone-toolbar.tsx';
import { StatusBar } from './status-bar.tsx';
import { useMiniAppState } from './use-mini-app-state.ts';

interface PhonePaneProps {
  bot: SandboxBot;
  session: MiniAppSession;
}

export function PhonePane({ bot, session }: PhonePaneProps) {
  const words = useWords();
  const [isLogOpen, setLogOpen] = useState(false);
  return (
    <aside className="phone-pane" aria-label={words.miniAppOf(bot.name)}>
      <PhoneToolbar session={session} isLogOpen={isLogOpen} onLog={() => setLogOpen(!isLogOpen)} />
      <Phone key={session.id} bot={bot} session={session} />
      {isLogOpen && <BridgeLog client={session.client} onClose={() => setLogOpen(false)} />}
    </aside>
  );
}

function Phone({ bot, session }: PhonePaneProps) {
  const words = useWords();
  const { client, launch } = session;
  const state = useMiniAppState(client);
  const { phoneWidth } = usePreferences();
  const messages = useLiveState().messages[chatKey(launch.botId, launch.personId)] ?? [];
  const [reloads, setReloads] = useState(0);
  const isPhone = state.platform === 'ios' || state.platform === 'android';
  const reload = () => (state.isReloadSupported ? client.emit('reload_iframe') : setReloads(reloads + 1));
  return (
    <div
      className={isPhone ? 'phone' : 'phone is-window'}
      data-platform={state.platform}
      data-scheme={state.colorScheme}
      data-width={phoneWidth}
      style={{ ...phoneStyle(state), width: `min(100%, ${phoneWidth + (isPhone ? 20 : 2)}px)` }}
    >
      <div className={state.isExpanded ? 'screen' : 'screen is-sheet'} data-fullscreen={state.isFullscreen}>
        {isPhone && <StatusBar />}
        {!state.isExpanded && (
          <button
            type="button"
            className="sheet-shade"
            aria-label={words.close}
            onClick={client.requestClose}
          />
        )}
        <div className="sheet">
          {!state.isExpanded && (
            <button
              type="button"
              className="grab"
              aria-label={words.expand}
              title={words.expand}
              onClick={() => client.setExpanded(true)}
            />
          )}
          <PhoneHeader bot={bot} session={session} onReload={reload} />
          <MiniAppFrame key={reloads} url={launch.url} bot={bot} client={client} />
          <BottomButtons client={client} />
          {state.platform === 'ios' && <span className="home-indicator" aria-hidden="true" />}
        </div>
        <Haptic count={state.haptics.count} name={state.haptics.last} />
        <PhoneDialogs client={client} messages={messages} />
      </div>
    </div>
  );
}

function Haptic({ count, name }: { count: number; name: string }) {
  if (count === 0) return null;
  return (
    <span className="haptic" key={count} role="status">
      {name}
    </span>
  );
}
