/** Photos of receipts, and the text of their codes, sent to the bot. */
import { Composer } from 'grammy';
import { answer, appKeyboard, type BotContext, type BotParts } from '../bots/bot-context.ts';
import { wayIn } from '../bots/start.bot.ts';
import { replies } from '../bots/words.ts';
import { html } from '../platform/html.ts';
import { hashInput, once, type Repeat } from '../platform/idempotency.ts';
import { refusalWords } from '../platform/problem.ts';
import { Refusal } from '../platform/refusal.ts';
import { createTelegram } from '../platform/telegram.ts';
import { parseReceiptCode } from './receipt.rules.ts';
import { receiptOf, submitReceipt } from './receipts.ts';
import { readReceiptSettings } from './settings.ts';
import { showMyReceipt } from './show.ts';
import { submitPhoto } from './submit-photo.ts';

const pictureType = /^image\/(jpeg|png|webp)$/;
const codeText = /^t=\d.*&fn=|&fn=\d.*&t=\d/;
const largestBytes = 5_000_000;
const buttonWords = { ru: 'Мои чеки', en: 'My receipts' };

export function receiptPhotos(parts: BotParts & { token: string }): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on(['message:photo', 'message:document', 'message:text'], async (context, next) => {
    const { photo, document, text } = context.message;
    // Telegram offers several sizes, the largest last.
    const picture = photo?.at(-1) ?? (pictureType.test(document?.mime_type ?? '') ? document : undefined);
    if (!picture && !(text && codeText.test(text))) return next();
    const { isEnabled } = await readReceiptSettings(parts.deps.db.prisma, parts.brandId);
    if (!isEnabled) return next();
    const { person, language } = context;
    if (!person.isMember) return answer(context, html`${replies.joinFirst[language]}`, wayIn(parts, context));
    try {
      const { explanation } = picture
        ? await takePhoto(parts, context, picture)
        : await takeText(parts, context, text ?? '');
      parts.deps.live.publish(parts.brandId, person.id);
      await answer(context, html`${explanation}`, ownReceipts(parts, context));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status >= 500) throw error;
      const [title, detail] = refusalWords(error, language);
      await answer(context, html`${title}. ${detail}`);
    }
  });
  return composer;
}

async function takePhoto(
  parts: BotParts & { token: string },
  context: BotContext,
  picture: { file_id: string; file_size?: number; file_unique_id: string },
) {
  const { deps, brandId, token } = parts;
  if ((picture.file_size ?? 0) > largestBytes) throw new Refusal('file_too_large');
  const { file_path } = await context.api.getFile(picture.file_id);
  const telegram = createTelegram(deps.config.telegram.apiRoot);
  try {
    const bytes = file_path === undefined ? null : await telegram.download(token, file_path);
    if (!bytes) throw new Refusal('file_too_large');
    const kept = await submitPhoto(deps, bytes, {
      submission: { brandId, customerId: context.person.id, channel: 'bot' },
      repeat: repeatOf(parts, context, picture.file_unique_id),
      language: context.language,
    });
    return kept.body;
  } finally {
    await telegram.close();
  }
}

async function takeText(parts: BotParts, context: BotContext, text: string) {
  const { deps, brandId } = parts;
  const receipt = receiptOf(parseReceiptCode(text));
  const kept = await once(deps.db.prisma, repeatOf(parts, context, text), async (tx) => {
    const submission = {
      brandId,
      customerId: context.person.id,
      channel: 'bot',
      receipt,
      picture: null,
    } as const;
    const row = await submitReceipt(tx, deps, submission);
    return { status: 201, body: await showMyReceipt(tx, row, context.language) };
  });
  return kept.body;
}

/** An update that is handled again, as after a crash, is the same receipt. */
function repeatOf({ brandId }: BotParts, { message, from, chat }: BotContext, what: string): Repeat {
  return {
    brandId,
    caller: `customer:${from?.id}`,
    route: 'bot.receipt',
    key: `${chat?.id}.${message?.message_id}`,
    inputHash: hashInput([what]),
  };
}

function ownReceipts(parts: BotParts, { language }: BotContext) {
  return appKeyboard(parts, [{ text: buttonWords[language], screen: 'receipts' }]);
}
