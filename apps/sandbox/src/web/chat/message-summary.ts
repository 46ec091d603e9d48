// One line that stands for a message in the list of people.
import type { SandboxMessage } from '../../control/contract.ts';
import type { Words } from '../words/en.ts';

export function messageSummary(message: SandboxMessage, words: Words): string {
  switch (message.kind) {
    case 'text':
      return message.text.replace(/\s+/g, ' ');
    case 'photo':
      return message.text === '' ? words.photo : `${words.photo}. ${message.text}`;
    case 'document':
      return message.file?.fileName ?? words.document;
    case 'contact':
      return words.contact;
    case 'writeAccessAllowed':
      return words.writeAccessAllowed;
    case 'webAppData':
      return words.webAppData;
    case 'other':
      return words.unsupportedMessage;
  }
}
