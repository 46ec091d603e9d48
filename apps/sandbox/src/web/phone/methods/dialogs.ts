// Bridge methods that show Telegram's own dialogs: popups, scanner, contact, write access, stories, sharing.
import { z } from 'zod';
import { bridgeMethod, type MethodContext } from '../bridge-method.ts';
import type { AskTopic, Dialog } from '../mini-app-state.ts';

const nothing = z.unknown();
const popupButton = z.looseObject({
  id: z.string().max(64).default(''),
  type: z.enum(['default', 'destructive', 'ok', 'close', 'cancel']).default('default'),
  text: z.string().max(64).default(''),
});

export const dialogMethods = {
  web_app_open_popup: bridgeMethod(
    '6.2',
    z.looseObject({
      title: z.string().max(64).default(''),
      message: z.string().min(1).max(256),
      buttons: z.array(popupButton).min(1).max(3),
    }),
    (context, params) =>
      context.show({
        kind: 'popup',
        title: params.title,
        message: params.message,
        buttons: params.buttons,
        onClose: (buttonId) => context.emit('popup_closed', buttonId === null ? {} : { button_id: buttonId }),
      }),
  ),
  web_app_open_scan_qr_popup: bridgeMethod(
    '6.4',
    z.looseObject({ text: z.string().max(64).default('') }),
    (context, params) =>
      context.show({
        kind: 'scanner',
        caption: params.text,
        onText: (data) => context.emit('qr_text_received', { data }),
        onClose: () => context.emit('scan_qr_popup_closed'),
      }),
  ),
  web_app_close_scan_qr_popup: bridgeMethod('6.4', nothing, (context) => {
    const scanner = context.state().dialogs.find((dialog) => dialog.kind === 'scanner');
    if (!scanner) return;
    context.dismiss(scanner);
    context.emit('scan_qr_popup_closed');
  }),
  web_app_request_phone: bridgeMethod('6.9', nothing, (context) =>
    ask(context, 'contact', '', (isAgreed) => void answerPhone(context, isAgreed)),
  ),
  web_app_request_write_access: bridgeMethod('6.9', nothing, (context) => {
    if (context.surroundings.isWriteAllowed())
      return context.emit('write_access_requested', { status: 'allowed' });
    ask(context, 'writeAccess', '', (isAgreed) => void answerWriteAccess(context, isAgreed));
  }),
  web_app_share_to_story: bridgeMethod(
    '7.8',
    z.looseObject({ media_url: z.url(), text: z.string().max(2048).default('') }),
    (context, params) =>
      context.show({ kind: 'story', mediaUrl: params.media_url, text: params.text, onClose: () => {} }),
  ),
  web_app_send_prepared_message: bridgeMethod(
    '8.0',
    z.looseObject({ id: z.string() }),
    (context, params) => void sharePrepared(context, params.id),
  ),
  web_app_request_emoji_status_access: bridgeMethod('8.0', nothing, (context) =>
    ask(context, 'emojiAccess', '', (isAgreed) =>
      context.emit('emoji_status_access_requested', { status: isAgreed ? 'allowed' : 'cancelled' }),
    ),
  ),
  web_app_set_emoji_status: bridgeMethod(
    '8.0',
    z.looseObject({ custom_emoji_id: z.string() }),
    (context, params) =>
      ask(context, 'emojiStatus', params.custom_emoji_id, (isAgreed) =>
        isAgreed
          ? context.emit('emoji_status_set')
          : context.emit('emoji_status_failed', { error: 'USER_DECLINED' }),
      ),
  ),
};

export function ask(
  context: MethodContext,
  topic: AskTopic,
  detail: string,
  onAnswer: (isAgreed: boolean) => void,
) {
  const dialog: Dialog = { kind: 'ask', topic, detail, onAnswer };
  context.show(dialog);
}

async function answerPhone(context: MethodContext, isAgreed: boolean) {
  if (!isAgreed) return context.emit('phone_requested', { status: 'cancelled' });
  try {
    context.update({ contactResponse: await context.surroundings.shareContact() });
    context.emit('phone_requested', { status: 'sent' });
  } catch (error) {
    context.note('web_app_request_phone', String(error));
    context.emit('phone_requested', { status: 'cancelled' });
  }
}

async function answerWriteAccess(context: MethodContext, isAgreed: boolean) {
  if (!isAgreed) return context.emit('write_access_requested', { status: 'cancelled' });
  try {
    await context.surroundings.allowWriteAccess();
    context.emit('write_access_requested', { status: 'allowed' });
  } catch (error) {
    context.note('web_app_request_write_access', String(error));
    context.emit('write_access_requested', { status: 'cancelled' });
  }
}

async function sharePrepared(context: MethodContext, id: string) {
  try {
    const message = await context.surroundings.readPreparedMessage(id);
    context.show({
      kind: 'share',
      ...message,
      onAnswer: (isAgreed) =>
        isAgreed
          ? context.emit('prepared_message_sent')
          : context.emit('prepared_message_failed', { error: 'USER_DECLINED' }),
    });
  } catch {
    context.emit('prepared_message_failed', { error: 'MESSAGE_EXPIRED' });
  }
}
