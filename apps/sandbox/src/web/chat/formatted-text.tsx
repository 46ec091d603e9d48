// Draws a message's text with its styles, links, commands and spoilers.
import { type ReactNode, useState } from 'react';
import type { TextEntity } from '../../control/contract.ts';
import { buildEntityTree, type TextPiece } from './entity-tree.ts';

export interface TextActions {
  onLink: (url: string) => void;
  onCommand: (command: string) => void;
}

interface FormattedTextProps extends TextActions {
  text: string;
  entities: TextEntity[];
}

export function FormattedText({ text, entities, ...actions }: FormattedTextProps) {
  return <>{drawPieces(buildEntityTree(text, entities), actions)}</>;
}

function drawPieces(pieces: TextPiece[], actions: TextActions): ReactNode[] {
  return pieces.map((piece, index) => {
    if (piece.kind === 'text') return piece.text;
    const key = `${piece.entity.type}-${piece.entity.offset}-${index}`;
    return (
      <Styled key={key} entity={piece.entity} text={piece.text} actions={actions}>
        {drawPieces(piece.pieces, actions)}
      </Styled>
    );
  });
}

interface StyledProps {
  entity: TextEntity;
  text: string;
  actions: TextActions;
  children: ReactNode;
}

function Styled({ entity, text, actions, children }: StyledProps) {
  switch (entity.type) {
    case 'bold':
      return <strong>{children}</strong>;
    case 'italic':
      return <em>{children}</em>;
    case 'underline':
      return <u>{children}</u>;
    case 'strikethrough':
      return <s>{children}</s>;
    case 'code':
      return <code>{children}</code>;
    case 'pre':
      return <pre data-language={entity.language}>{children}</pre>;
    case 'blockquote':
    case 'expandable_blockquote':
      return <blockquote>{children}</blockquote>;
    case 'spoiler':
      return <Spoiler>{children}</Spoiler>;
    case 'bot_command':
      return <TextLink onPress={() => actions.onCommand(text)}>{children}</TextLink>;
    default:
      return <MaybeLink url={linkOf(entity, text)} actions={actions} children={children} />;
  }
}

function MaybeLink({
  url,
  actions,
  children,
}: {
  url: string | null;
  actions: TextActions;
  children: ReactNode;
}) {
  if (url === null) return <span>{children}</span>;
  return (
    <a
      href={url}
      onClick={(event) => {
        event.preventDefault();
        actions.onLink(url);
      }}
    >
      {children}
    </a>
  );
}

function TextLink({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" className="text-link" onClick={onPress}>
      {children}
    </button>
  );
}

function Spoiler({ children }: { children: ReactNode }) {
  const [isShown, setShown] = useState(false);
  return (
    <button type="button" className={isShown ? 'spoiler is-shown' : 'spoiler'} onClick={() => setShown(true)}>
      {children}
    </button>
  );
}

function linkOf(entity: TextEntity, text: string): string | null {
  switch (entity.type) {
    case 'text_link':
      return entity.url ?? null;
    case 'url':
      return /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
    case 'mention':
      return `https://t.me/${text.slice(1)}`;
    case 'email':
      return `mailto:${text}`;
    case 'phone_number':
      return `tel:${text}`;
    default:
      return null;
  }
}
