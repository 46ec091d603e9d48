// The list of everything that passed over the bridge, for the Mini App's developer.
import { useLayoutEffect, useRef } from 'react';
import { Icon } from '../icons.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/use-words.ts';
import type { MiniAppClient } from './mini-app-client.ts';
import type { BridgeLine } from './mini-app-state.ts';
import { useMiniAppState } from './use-mini-app-state.ts';

interface BridgeLogProps {
  client: MiniAppClient;
  onClose: () => void;
}

export function BridgeLog({ client, onClose }: BridgeLogProps) {
  const words = useWords();
  const { log } = useMiniAppState(client);
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    list.current?.scrollTo(0, list.current.scrollHeight);
  }, [log]);
  return (
    <section className="bridge-log" aria-label={words.eventLog}>
      <header>
        <strong>{words.eventLog}</strong>
        <button type="button" className="icon-button" aria-label={words.clearLog} onClick={client.clearLog}>
          <Icon name="trash" size={18} />
        </button>
        <button type="button" className="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon name="close" size={18} />
        </button>
      </header>
      {log.length === 0 && <p className="hint">{words.logIsEmpty}</p>}
      <ol ref={list}>
        {log.map((line) => (
          <LogLine key={line.id} line={line} />
        ))}
      </ol>
    </section>
  );
}

function LogLine({ line }: { line: BridgeLine }) {
  const words = useWords();
  const head = (
    <>
      <span className="log-arrow" aria-hidden="true">
        {arrows[line.direction]}
      </span>
      <span className="log-name">{line.name}</span>
      <span className="log-data">{line.direction === 'note' ? explain(line, words) : line.data}</span>
    </>
  );
  return (
    <li className={`log-line is-${line.direction}`}>
      {line.data.startsWith('{') ? (
        <details>
          <summary className="log-head">{head}</summary>
          <pre>{JSON.stringify(JSON.parse(line.data), null, 2)}</pre>
        </details>
      ) : (
        <div className="log-head">{head}</div>
      )}
    </li>
  );
}

const arrows: Record<BridgeLine['direction'], string> = { call: '→', event: '←', note: '!' };

function explain({ name, data }: BridgeLine, words: Words): string {
  if (name === 'origin') return words.foreignOrigin(data);
  if (data === 'unknown') return words.unknownMethod;
  if (data === 'invalid') return words.invalidParams;
  if (data.startsWith('since ')) return words.needsVersion(data.slice('since '.length));
  return data;
}
