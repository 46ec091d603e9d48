/** Receipts: sent by customers from the Mini App, reviewed and set up by staff. */
import { createHash } from 'node:crypto';
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { readUpload } from '../platform/files.ts';
import { hashInput, once, type Repeat } from '../platform/idempotency.ts';
import { createLimiter } from '../platform/limits.ts';
import { refusalWords } from '../platform/problem.ts';
import { Refusal } from '../platform/refusal.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { decideByStaff, findReceipt } from './decide.ts';
import { loadReceiptPicture } from './pictures.ts';
import { parseReceiptCode } from './receipt.rules.ts';
import { receiptOf, submitReceipt } from './receipts.ts';
import { saveReceiptSettings, showReceiptSettings } from './settings.ts';
import { listMyReceipts, listReceipts, showMyReceipt, showReceipt, showReceiptDetails } from './show.ts';
import { submitPhoto } from './submit-photo.ts';

/** Tries, not receipts: a slip of the camera costs nothing, a program that guesses codes gets nowhere. */
const triesPerQuarterHour = 30;

export function mountReceiptRoutes(mount: Mount, deps: Deps): void {
  mountOwnReceipts(mount, deps);
  mountReview(mount, deps);
  mountSettings(mount, deps);
}

function mountOwnReceipts(mount: Mount, deps: Deps): void {
  const tries = createLimiter(deps.db.pool, { name: 'receipt', allowed: triesPerQuarterHour, seconds: 900 });

  mount(routes.scanReceipt, async ({ input, caller, language, repeat }) => {
    const { brandId, customerId } = caller;
    await tries.spend(`${brandId}:${customerId}`);
    const receipt = receiptOf(parseReceiptCode(input.body.text));
    const kept = await once(deps.db.prisma, repeat, async (tx) => {
      const row = await submitReceipt(tx, deps, {
        brandId,
        customerId,
        channel: 'scan',
        receipt,
        picture: null,
      });
      return { status: 201, body: await showMyReceipt(tx, row, language) };
    });
    deps.live.publish(brandId, customerId);
    return new Answer(kept.body, { isReplay: kept.isReplay });
  });

  mount(routes.sendReceiptPhoto, async ({ caller, language, repeat, request }) => {
    const { brandId, customerId } = caller;
    await tries.spend(`${brandId}:${customerId}`);
    const upload = await readUpload(request);
    const kept = await submitPhoto(deps, upload, {
      submission: { brandId, customerId, channel: 'photo' },
      repeat: withUpload(repeat, upload),
      language,
    });
    deps.live.publish(brandId, customerId);
    return new Answer(kept.body, { isReplay: kept.isReplay });
  });

  mount(routes.listMyReceipts, ({ input, caller, language }) =>
    listMyReceipts(deps, {
      brandId: caller.brandId,
      customerId: caller.customerId,
      language,
      ...input.query,
    }),
  );
}

/** A form has no body to compare repeats by: the picture itself is. */
function withUpload(repeat: Repeat, upload: Buffer): Repeat {
  const picture = createHash('sha256').update(upload).digest('hex');
  return { ...repeat, inputHash: hashInput([repeat.inputHash, picture]) };
}

function mountReview(mount: Mount, deps: Deps): void {
  mount(routes.listReceipts, ({ input, caller }) => listReceipts(deps, caller.brand.id, input.query));

  mount(routes.getReceipt, ({ input, caller }) =>
    showReceiptDetails(deps.db.prisma, { brandId: caller.brand.id, id: input.params.id }),
  );

  mount(routes.getReceiptPicture, async ({ input, caller, reply }) => {
    const brandId = caller.brand.id;
    const { pictureFile } = await findReceipt(deps.db.prisma, { brandId, id: input.params.id });
    const bytes = pictureFile && (await loadReceiptPicture(deps, brandId, pictureFile));
    if (!bytes) throw new Refusal('file_not_found');
    return reply.header('cache-control', 'private, max-age=3600').type('image/webp').send(bytes);
  });

  mount(routes.decideReceipt, async ({ input, caller }) =>
    showReceipt(deps.db.prisma, await decideByStaff(deps, caller, input.params.id, input.body)),
  );

  mount(routes.decideReceipts, async ({ input, caller, language }) => {
    const refused: { id: string; code: string; title: string }[] = [];
    const ids = [...new Set(input.body.ids)];
    for (const id of ids) {
      try {
        await decideByStaff(deps, caller, id, input.body.decision);
      } catch (error) {
        if (!(error instanceof Refusal) || error.status >= 500) throw error;
        refused.push({ id, code: error.code, title: refusalWords(error, language)[0] ?? error.code });
      }
    }
    return { decidedCount: ids.length - refused.length, refused };
  });
}

function mountSettings(mount: Mount, deps: Deps): void {
  mount(routes.getReceiptSettings, ({ caller, language }) =>
    showReceiptSettings(deps, caller.brand.id, language),
  );

  mount(routes.saveReceiptSettings, async ({ input, caller, language }) => {
    await saveReceiptSettings(deps, caller, input.body);
    return showReceiptSettings(deps, caller.brand.id, language);
  });
}
