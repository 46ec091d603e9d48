// One message as a bubble: photo, text, contact or file, its time, and the inline keyboard under it.
import type { SandboxMessage } from '../../control/contract.ts';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { usePreferences } from '../preferences.ts';
import { clockTime } from '../time.ts';
import { useWords } from '../words/use-words.ts';
import { FormattedText, type TextActions } from './formatted-text.tsx';
import { InlineKeyboard, type InlinePress } from './inline-keyboard.tsx';

interface MessageBubbleProps extends TextActions {
  message: SandboxMessage;
  isOwn: boolean;
  /** The last of several in a row by one sender carries the tail. */
  hasTail: boolean;
  onPress: (press: InlinePress) => Promise<void>;
  onPhoto: (url: string) => void;
}

export function MessageBubble({ message, isOwn, hasTail, onPress, onPhoto, ...actions }: MessageBubbleProps) {
  const words = useWords();
  if (message.kind === 'writeAccessAllowed') return <ServiceLine text={words.writeAccessAllowed} />;
  if (message.kind === 'webAppData') return <ServiceLine text={words.webAppData} />;
  const isPhoto = message.kind === 'photo';
  const classes = ['message', isOwn && 'is-own', hasTail && 'has-tail', isPhoto && 'has-photo'].filter(
    Boolean,
  );
  return (
    <li className={classes.join(' ')} data-message-id={message.messageId}>
      <div className="bubble">
        {isPhoto && message.file && <Photo message={message} onPhoto={onPhoto} />}
        {message.kind === 'document' && message.file && <FileCard message={message} />}
        {message.kind === 'contact' && message.contact && <ContactCard contact={message.contact} />}
        <div
          className={message.text === '' && message.kind !== 'other' ? 'bubble-text is-blank' : 'bubble-text'}
        >
          {message.kind === 'other' && <em>{words.unsupportedMessage}</em>}
          <FormattedText text={message.text} entities={message.entities} {...actions} />
          <BubbleMeta message={message} isOwn={isOwn} />
        </div>
      </div>
      {message.inlineKeyboard.length > 0 && (
        <InlineKeyboard rows={message.inlineKeyboard} onPress={(button) => onPress({ message, button })} />
      )}
    </li>
  );
}

function BubbleMeta({ message, isOwn }: { message: SandboxMessage; isOwn: boolean }) {
  const words = useWords();
  const { language } = usePreferences();
  return (
    <span className="bubble-meta">
      {message.editedAt !== null && `${words.edited} `}
      <time dateTime={new Date(message.sentAt * 1000).toISOString()}>
        {clockTime(message.sentAt, language)}
      </time>
      {isOwn && <Icon name="ticks" size={16} />}
    </span>
  );
}

const largestPhoto = { width: 360, height: 360 };

function Photo({ message, onPhoto }: { message: SandboxMessage; onPhoto: (url: string) => void }) {
  const words = useWords();
  const { file } = message;
  if (!file) return null;
  const width = file.width ?? largestPhoto.width;
  const height = file.height ?? largestPhoto.height;
  const scale = Math.min(1, largestPhoto.width / width, largestPhoto.height / height);
  return (
    <button type="button" className="photo" aria-label={words.viewPhoto} onClick={() => onPhoto(file.url)}>
      <img
        src={file.url}
        alt={message.text}
        width={Math.round(width * scale)}
        height={Math.round(height * scale)}
      />
    </button>
  );
}

function FileCard({ message }: { message: SandboxMessage }) {
  const words = useWords();
  const { file } = message;
  if (!file) return null;
  return (
    <a className="card" href={file.url} download={file.fileName ?? true}>
      <span className="card-icon">
        <Icon name="file" />
      </span>
      <span className="card-lines">
        <strong>{file.fileName ?? words.document}</strong>
        <span>{Math.max(1, Math.round(file.sizeBytes / 1024))} kB</span>
      </span>
    </a>
  );
}

function ContactCard({ contact }: { contact: NonNullable<SandboxMessage['contact']> }) {
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ');
  return (
    <div className="card">
      <Avatar id={contact.userId ?? 0} name={name} size={46} />
      <span className="card-lines">
        <strong>{name}</strong>
        <span>{contact.phone}</span>
      </span>
    </div>
  );
}

export function ServiceLine({ text }: { text: string }) {
  return (
    <li className="service-line">
      <span>{text}</span>
    </li>
  );
}
