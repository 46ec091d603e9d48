/** What staff do with the catalogue: each change is one transaction with its line in the audit log. */
import {
  type Language,
  type RewardBody,
  type RewardDetails,
  rewardLimit,
  type RewardState,
  type RouteParsed,
  type Routes,
  type ShownText,
} from '@regulars/contracts';
import { shownIn } from '@regulars/contracts/coupon-words';
import { join } from 'node:path';
import { actorOf, audit, type Change, changesBetween } from '../audit/audit.ts';
import { fileUrl } from '../brands/public.ts';
import { promiseOf, textColumns } from '../coupons/promise.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { decodeCursor, encodeCursor, uuidForm } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { newPictureName, saveFile, squarePicture } from '../platform/files.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { checkReward } from './reward-checks.ts';
import { presentReward, rewardBrand, type RewardRow } from './present.ts';

type ListQuery = RouteParsed<Routes['listRewards']>['query'];

const pictureSidePixels = 720;

interface RewardId {
  brandId: string;
  id: string;
}

export async function listRewards(deps: Deps, brandId: string, query: ListQuery, language: Language) {
  const { prisma } = deps.db;
  const { cursor, limit, q, state, category } = query;
  const where = {
    brandId,
    ...(state === undefined ? {} : { state }),
    ...(category ? { category } : {}),
    ...(q ? { OR: searched(q) } : {}),
  };
  const [rows, total, categories, brand] = await Promise.all([
    prisma.reward.findMany({
      where: { AND: [where, cursor === undefined ? {} : afterPlace(cursor)] },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      take: limit + 1,
    }),
    prisma.reward.count({ where }),
    categoriesOf(prisma, { brandId, state: { not: 'archived' } }),
    rewardBrand(prisma, { brandId, language, now: deps.clock.now() }),
  ]);
  const shown = rows.slice(0, limit);
  return {
    items: shown.map((row) => presentReward(row, brand)),
    nextCursor: rows.length > limit ? placeCursor(shown.at(-1)) : null,
    total,
    categories,
  };
}

export function searched(q: string) {
  const contains = { contains: q, mode: 'insensitive' as const };
  return [{ titleRu: contains }, { titleEn: contains }, { category: contains }, { partner: contains }];
}

export async function categoriesOf(
  tx: Tx,
  where: NonNullable<Parameters<Tx['reward']['findMany']>[0]>['where'],
): Promise<string[]> {
  const rows = await tx.reward.findMany({
    where: { ...where, category: { not: null } },
    distinct: ['category'],
    select: { category: true },
    orderBy: { category: 'asc' },
  });
  return rows.flatMap(({ category }) => category ?? []);
}

/** The catalogue's order, which staff set. */
export function placeCursor(last: RewardRow | undefined): string | null {
  return last ? encodeCursor([last.position, last.id]) : null;
}

export function afterPlace(cursor: string) {
  const [position, id] = decodeCursor(cursor, 2);
  if (
    typeof position !== 'number' ||
    !Number.isSafeInteger(position) ||
    typeof id !== 'string' ||
    !uuidForm.test(id)
  ) {
    throw refuseField('cursor', 'is not a cursor of this list');
  }
  return { OR: [{ position: { gt: position } }, { position, id: { gt: id } }] };
}

/** Refuses `reward_not_found`. */
export async function showReward(
  tx: Tx,
  deps: Deps,
  { brandId, id }: RewardId,
  language: Language,
): Promise<RewardDetails> {
  const row = await findReward(tx, { brandId, id });
  const now = deps.clock.now();
  const brand = await rewardBrand(tx, { brandId, language, now });
  return { ...presentReward(row, brand), couponCounts: await countCoupons(tx, { brandId, id, now }) };
}

/** Refuses `reward_not_found`. */
export async function findReward(tx: Tx, key: RewardId): Promise<RewardRow> {
  const row = await tx.reward.findUnique({ where: { brandId_id: key } });
  if (!row) throw new Refusal('reward_not_found');
  return row;
}

/** A draft, last in order. Refuses `too_many_rewards`. */
export async function createReward(
  deps: Deps,
  caller: BrandStaffCaller,
  body: RewardBody,
): Promise<RewardDetails> {
  const brandId = caller.brand.id;
  return deps.db.prisma.$transaction(async (tx) => {
    await checkReward(tx, brandId, body);
    const { _count: count, _max: last } = await tx.reward.aggregate({
      where: { brandId },
      _count: true,
      _max: { position: true },
    });
    if (count >= rewardLimit) throw new Refusal('too_many_rewards', { values: { limit: rewardLimit } });
    const id = deps.random.id();
    const now = deps.clock.now();
    await tx.reward.create({
      data: {
        ...columnsOf(body),
        brandId,
        id,
        position: (last.position ?? -1) + 1,
        createdAt: now,
        updatedAt: now,
      },
    });
    await record(tx, deps, caller, 'reward.created', { id, title: body.title });
    return showReward(tx, deps, { brandId, id }, caller.language);
  });
}

/** Coupons that were bought keep what they promised. */
export async function saveReward(
  deps: Deps,
  caller: BrandStaffCaller,
  id: string,
  body: RewardBody,
): Promise<RewardDetails> {
  const brandId = caller.brand.id;
  return deps.db.prisma.$transaction(async (tx) => {
    const row = await findReward(tx, { brandId, id });
    const brand = await rewardBrand(tx, { brandId, language: caller.language, now: deps.clock.now() });
    const before = presentReward(row, brand);
    await checkReward(tx, brandId, body);
    await tx.reward.update({
      where: { brandId_id: { brandId, id } },
      data: { ...columnsOf(body), updatedAt: deps.clock.now() },
    });
    const changes = changesBetween(settingsOf(before), settingsOf(body));
    await record(tx, deps, caller, 'reward.saved', { id, title: body.title }, changes);
    return showReward(tx, deps, { brandId, id }, caller.language);
  });
}

export async function setRewardState(
  deps: Deps,
  caller: BrandStaffCaller,
  id: string,
  state: RewardState,
): Promise<RewardDetails> {
  const brandId = caller.brand.id;
  return deps.db.prisma.$transaction(async (tx) => {
    const before = await findReward(tx, { brandId, id });
    await tx.reward.update({
      where: { brandId_id: { brandId, id } },
      data: { state, updatedAt: deps.clock.now() },
    });
    const changes = changesBetween({ state: before.state }, { state });
    if (changes.length > 0) {
      const { title } = promiseOf(before);
      await record(tx, deps, caller, 'reward.state_changed', { id, title }, changes);
    }
    return showReward(tx, deps, { brandId, id }, caller.language);
  });
}

/** Those that are not named keep their order after the named ones. Refuses `reward_not_found`. */
export async function orderRewards(
  deps: Deps,
  caller: BrandStaffCaller,
  ids: readonly string[],
): Promise<void> {
  const brandId = caller.brand.id;
  await deps.db.prisma.$transaction(async (tx) => {
    const rows = await tx.reward.findMany({
      where: { brandId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    const known = rows.map((row) => row.id);
    const named = [...new Set(ids)];
    if (named.some((id) => !known.includes(id))) throw new Refusal('reward_not_found');
    const ordered = [...named, ...known.filter((id) => !named.includes(id))];
    await tx.$executeRaw`
      update reward r set position = o.n - 1
      from unnest(${ordered}::uuid[]) with ordinality as o(id, n)
      where r.brand_id = ${brandId}::uuid and r.id = o.id`;
    await record(tx, deps, caller, 'reward.ordered', null);
  });
}

/** Pictures of before stay where they were, for pages that still show them. Refuses `file_invalid`. */
export async function savePicture(
  deps: Deps,
  caller: BrandStaffCaller,
  id: string,
  upload: Buffer,
): Promise<{ pictureUrl: string }> {
  const brandId = caller.brand.id;
  const name = await keepPicture(deps, brandId, upload);
  await deps.db.prisma.$transaction((tx) => setPicture(tx, deps, caller, { brandId, id, name }));
  return { pictureUrl: fileUrl(brandId, name) };
}

export async function removePicture(deps: Deps, caller: BrandStaffCaller, id: string): Promise<void> {
  const brandId = caller.brand.id;
  await deps.db.prisma.$transaction((tx) => setPicture(tx, deps, caller, { brandId, id, name: null }));
}

/** Re-encoded under a name that nobody can guess; the demo brand's own pictures go the same way. */
export async function keepPicture(deps: Deps, brandId: string, upload: Buffer): Promise<string> {
  const { bytes, width, height } = await squarePicture(upload, pictureSidePixels);
  const name = newPictureName(deps.random);
  await saveFile(join(deps.config.filesDir, brandId), name, bytes);
  await deps.db.prisma.storedFile.create({
    data: { brandId, name, kind: 'reward', bytes: bytes.length, width, height },
  });
  return name;
}

async function setPicture(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  { brandId, id, name }: RewardId & { name: string | null },
): Promise<void> {
  const row = await findReward(tx, { brandId, id });
  await tx.reward.update({
    where: { brandId_id: { brandId, id } },
    data: { pictureFile: name, updatedAt: deps.clock.now() },
  });
  const action = name === null ? 'reward.picture_removed' : 'reward.picture_uploaded';
  await record(tx, deps, caller, action, { id, title: promiseOf(row).title });
}

export function columnsOf(body: RewardBody) {
  return {
    ...textColumns(body),
    pricePoints: body.pricePoints,
    quantityStep: body.quantityStep,
    maxQuantity: body.maxQuantity,
    stock: body.stock,
    perPersonLimit: body.perPersonLimit,
    tierIds: body.tierIds,
    shopIds: body.shopIds,
    category: body.category,
    partner: body.partner,
    fromDate: body.from,
    untilDate: body.until,
    terms: body.terms,
    validity: body.couponValidity,
  };
}

function settingsOf(body: RewardBody): object {
  const { titleRu: _ru, titleEn: _en, descriptionRu: _dru, descriptionEn: _den, ...rest } = columnsOf(body);
  return { title: body.title, ...rest };
}

async function countCoupons(tx: Tx, { brandId, id, now }: RewardId & { now: Date }) {
  const [counts] = await tx.$queryRaw<RewardDetails['couponCounts'][]>`
    select count(*) filter (where is_open)::int as issued,
      count(*) filter (where state = 'redeemed')::int as redeemed,
      count(*) filter (where state = 'cancelled')::int as cancelled,
      count(*) filter (where state = 'expired' or (state = 'issued' and not is_open))::int as expired
    from (select state, state = 'issued' and (expires_at is null or expires_at > ${now}) as is_open
      from coupon where brand_id = ${brandId}::uuid and reward_id = ${id}::uuid) c`;
  return counts ?? { issued: 0, redeemed: 0, cancelled: 0, expired: 0 };
}

async function record(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  action: string,
  reward: { id: string; title: ShownText } | null,
  changes: readonly Change[] = [],
): Promise<void> {
  await audit(tx, deps.random, {
    brandId: caller.brand.id,
    actor: actorOf(caller),
    action,
    target: reward && { kind: 'reward', id: reward.id, name: shownIn(reward.title, 'ru') },
    changes,
  });
}
