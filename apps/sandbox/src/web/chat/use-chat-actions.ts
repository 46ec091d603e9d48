// What a person does in a chat, each act going to the sandbox and its outcome shown.
import { useMemo, useState } from 'react';
import type { CallbackAnswer, InlineButton, ReplyButton } from '../../control/contract.ts';
import { control } from '../control/control.ts';
import { chatKey } from '../control/live-state.ts';
import { changeDraft } from '../drafts.ts';
import { followLink, launchOptions, openMiniApp, showLaunch } from '../mini-app-session.ts';
import { attempt, showRefusal } from '../refusal.ts';
import { showToast } from '../toast.tsx';
import { readWords } from '../words/use-words.ts';
import type { InlinePress } from './inline-keyboard.tsx';

interface ChatOwner {
  botId: number;
  personId: number;
}

export type ChatActions = ReturnType<typeof createChatActions>;

export function useChatActions({ botId, personId }: ChatOwner) {
  const [alert, setAlert] = useState<string | null>(null);
  const actions = useMemo(() => createChatActions({ botId, personId }, setAlert), [botId, personId]);
  return { actions, alert, closeAlert: () => setAlert(null) };
}

function createChatActions(owner: ChatOwner, showAlert: (text: string) => void) {
  const openLink = (url: string) => {
    const isTelegramLink = /^(https?:\/\/)?(t|telegram)\.me\/|^tg:/i.test(url);
    if (isTelegramLink) attempt(() => followLink(owner.personId, url));
    else window.open(url, '_blank', 'noopener');
  };

  const showAnswer = (answer: CallbackAnswer | null) => {
    if (!answer) return showToast(readWords().noAnswer);
    if (answer.url) openLink(answer.url);
    if (answer.text === '') return;
    if (answer.showAlert) showAlert(answer.text);
    else showToast(answer.text);
  };

  async function pressInline({ message, button }: InlinePress): Promise<void> {
    try {
      await pressInlineButton(message.messageId, button);
    } catch (error) {
      showRefusal(error);
    }
  }

  async function pressInlineButton(messageId: number, button: InlineButton) {
    if (button.kind === 'switchInline') return typeInlineQuery(button.query);
    const press = { ...owner, messageId, text: button.text, launch: launchOptions() };
    const reply = await control.pressInlineButton(press);
    if (reply.kind === 'callback') showAnswer(reply.answer);
    if (reply.kind === 'url') openLink(reply.url);
    if (reply.kind === 'copyText') await copyText(reply.copyText);
    if (reply.kind === 'launch') showLaunch(reply.launch, () => pressInlineButton(messageId, button));
  }

  function typeInlineQuery(query: string) {
    changeDraft(chatKey(owner.botId, owner.personId), query);
  }

  async function pressReply(button: ReplyButton) {
    const reply = await control.pressReplyButton({ ...owner, text: button.text, launch: launchOptions() });
    if (reply.kind === 'launch') showLaunch(reply.launch, () => pressReply(button));
  }

  return {
    openLink,
    pressInline,
    pressReply: (button: ReplyButton) => attempt(() => pressReply(button)),
    sendText: (text: string) => attempt(() => control.sendText({ ...owner, text })),
    start: (payload: string) => attempt(() => control.startBot({ ...owner, payload })),
    unblock: () => attempt(() => control.unblockBot(owner)),
    openMenuApp: (url: string) => attempt(() => openMiniApp(owner, { url })),
    sendPhoto: async (photo: File, caption: string) => {
      const dataBase64 = await readBase64(photo);
      await control.sendPhoto({
        ...owner,
        caption,
        photo: { dataBase64, contentType: photo.type, fileName: photo.name },
      });
    },
  };
}

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  showToast(readWords().copied);
}

function readBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.readAsDataURL(file);
  });
}
