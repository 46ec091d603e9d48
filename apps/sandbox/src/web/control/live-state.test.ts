// Live events keep the page's picture of chats true.
import { describe, expect, it } from 'vitest';
import type { SandboxChat, SandboxMessage } from '../../control/contract.ts';
import { applyLiveEvent, chatKey, emptyState, type LiveState } from './live-state.ts';

const key = chatKey(7, 1);

function message(messageId: number, changes: Partial<SandboxMessage> = {}): SandboxMessage {
  return {
    messageId,
    botId: 7,
    chatId: 1,
    sender: 'bot',
    senderId: 7,
    sentAt: 1_700_000_000 + messageId,
    editedAt: null,
    kind: 'text',
    text: `message ${messageId}`,
    entities: [],
    file: null,
    contact: null,
    inlineKeyboard: [],
    isSilent: false,
    ...changes,
  };
}

const chat: SandboxChat = {
  botId: 7,
  personId: 1,
  isStarted: true,
  isBlocked: false,
  isWriteAllowed: true,
  replyKeyboard: null,
  menuButton: { kind: 'default' },
  commands: [],
  messageCount: 1,
  lastMessage: message(1),
};

const opened: LiveState = { ...emptyState, chats: { [key]: chat }, messages: { [key]: [message(1)] } };
const save = (state: LiveState, saved: SandboxMessage, openKey: string | null) =>
  applyLiveEvent(state, { kind: 'messageSaved', message: saved }, openKey);

describe('live state', () => {
  it('counts a new message of the bot as unread unless its chat is open', () => {
    expect(save(opened, message(2), null).unread[key]).toBe(1);
    expect(save(opened, message(2), key).unread[key]).toBeUndefined();
    expect(save(opened, message(2, { sender: 'person' }), null).unread[key]).toBeUndefined();
  });

  it('replaces an edited message in its place without counting it', () => {
    const edited = message(1, { text: 'changed', editedAt: 1_700_000_100 });
    const state = save(save(opened, message(2), key), edited, null);
    expect(state.messages[key]?.map(({ text }) => text)).toEqual(['changed', 'message 2']);
    expect(state.unread[key]).toBeUndefined();
    expect(state.chats[key]?.lastMessage?.messageId).toBe(2);
  });

  it('keeps messages in order whatever order they arrive in', () => {
    const state = save(save(opened, message(3), key), message(2), key);
    expect(state.messages[key]?.map(({ messageId }) => messageId)).toEqual([1, 2, 3]);
  });

  it('takes a deleted message away', () => {
    const state = applyLiveEvent(opened, { kind: 'messageDeleted', botId: 7, chatId: 1, messageId: 1 }, key);
    expect(state.messages[key]).toEqual([]);
  });

  it('ends the typing mark when the message comes', () => {
    const typing = applyLiveEvent(opened, { kind: 'chatAction', botId: 7, chatId: 1, action: 'typing' }, key);
    expect(typing.typing[key]?.action).toBe('typing');
    expect(save(typing, message(2), key).typing[key]).toBeUndefined();
  });
});
