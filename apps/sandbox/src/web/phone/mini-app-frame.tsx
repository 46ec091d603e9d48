// The frame that runs the Mini App, joined to the client by messages between the two windows.
import { useEffect, useRef, useState } from 'react';
import type { SandboxBot } from '../../control/contract.ts';
import { Avatar } from '../avatar.tsx';
import { useWords } from '../words/use-words.ts';
import type { MiniAppClient } from './mini-app-client.ts';
import { useMiniAppState } from './use-mini-app-state.ts';

interface MiniAppFrameProps {
  url: string;
  bot: SandboxBot;
  client: MiniAppClient;
}

export function MiniAppFrame({ url, bot, client }: MiniAppFrameProps) {
  const words = useWords();
  const frame = useRef<HTMLIFrameElement>(null);
  const { isReady } = useMiniAppState(client);
  const [isLoaded, setLoaded] = useState(false);
  useBridge(frame, url, client);
  useViewport(frame, client);
  return (
    <div className="frame-place">
      <iframe
        ref={frame}
        className="mini-app"
        title={words.miniAppOf(bot.name)}
        src={url}
        allow="clipboard-read; clipboard-write; camera; geolocation; fullscreen; web-share"
        onLoad={() => setLoaded(true)}
      />
      {!isReady && !isLoaded && (
        <div className="splash" aria-hidden="true">
          <Avatar id={bot.id} name={bot.name} photoUrl={bot.photoUrl} size={72} />
          <span className="splash-line" />
          <span className="splash-line is-short" />
        </div>
      )}
    </div>
  );
}

function useBridge(frame: React.RefObject<HTMLIFrameElement | null>, url: string, client: MiniAppClient) {
  useEffect(() => {
    const { origin } = new URL(url);
    client.attach((text) => frame.current?.contentWindow?.postMessage(text, origin));
    // Telegram hears a Mini App only from the origin it was opened at.
    const receive = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow) return;
      if (event.origin === origin) client.receive(event.data);
      else client.refuseOrigin(event.origin);
    };
    window.addEventListener('message', receive);
    return () => window.removeEventListener('message', receive);
  }, [frame, url, client]);
}

function useViewport(frame: React.RefObject<HTMLIFrameElement | null>, client: MiniAppClient) {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => client.setViewport({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, client]);
}
