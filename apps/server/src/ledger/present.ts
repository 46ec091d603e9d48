/** How points are shown: the wallet, and each movement in plain words; who moved them by hand is never named. */
import type { EarningReason, Entry, EntryKind, Language, Wallet } from '@regulars/contracts';
import { describeEarningReason } from '@regulars/contracts/earning-words';
import { formatMoney, formatPoints, type PointsName } from '@regulars/contracts/points';

/** What of a brand its words need. */
export interface BrandWords {
  currency: string;
  pointsName: PointsName;
}

/** An entry with what its words mention. */
export interface EntryView {
  id: string;
  kind: string;
  availableDelta: number;
  pendingDelta: number;
  availableAfter: number;
  purchaseId: string | null;
  reason: string | null;
  activeFrom: Date | null;
  expiresAt: Date | null;
  createdAt: Date;
  /** The bill of the purchase that it belongs to. */
  totalMinor: number | null;
  /** The earning rule that paid it, where more than the base rule had a say. */
  rule: { name: string; reason: EarningReason } | null;
}

export function presentWallet(wallet: { available: number | bigint; pending: number | bigint }): Wallet {
  return { available: Number(wallet.available), pending: Number(wallet.pending) };
}

export function presentEntry(entry: EntryView, language: Language, brand: BrandWords): Entry {
  const points = entry.availableDelta === 0 ? entry.pendingDelta : entry.availableDelta;
  return {
    id: entry.id,
    kind: entry.kind as EntryKind,
    points,
    pending: entry.availableDelta === 0,
    availableAfter: entry.availableAfter,
    purchaseId: entry.purchaseId,
    reason: entry.reason,
    explanation: explain(entry, Math.abs(points), language, brand),
    activeFrom: entry.activeFrom?.toISOString() ?? null,
    expiresAt: entry.expiresAt?.toISOString() ?? null,
    createdAt: entry.createdAt.toISOString(),
  };
}

function explain(entry: EntryView, count: number, language: Language, brand: BrandWords): string {
  const points = formatPoints(count, brand.pointsName, language);
  const bill = entry.totalMinor === null ? null : formatMoney(entry.totalMinor, brand.currency, language);
  const isGain = entry.availableDelta + entry.pendingDelta > 0;
  const words = language === 'ru' ? russian : english;
  const said = words(entry.kind, { points, bill, isGain, reason: entry.reason ?? '' });
  return entry.rule === null || entry.kind !== 'accrual'
    ? said
    : `${said}: ${ruleWords(entry.rule, language, brand)}`;
}

/** The rule's name, and why it gave less than it would have. */
function ruleWords(rule: NonNullable<EntryView['rule']>, language: Language, brand: BrandWords): string {
  const { reason } = rule;
  const name = reason.code === 'tier_multiplied' ? reason.name[language] : rule.name;
  if (reason.code === 'paid') return name;
  return `${name}. ${describeEarningReason(reason, { ...brand, zone: 'UTC' }, language)}`;
}

interface Facts {
  points: string;
  bill: string | null;
  isGain: boolean;
  reason: string;
}

function russian(kind: string, { points, bill, isGain, reason }: Facts): string {
  switch (kind) {
    case 'accrual':
      if (bill !== null) return `Начислили ${points} за покупку на ${bill}`;
      return reason === '' ? `Начислили ${points} за покупку` : `Начислили ${points}: ${reason}`;
    case 'welcome':
      return `Подарили ${points} за вступление`;
    case 'redemption':
      return bill === null
        ? `Списали ${points}: оплата покупки`
        : `Списали ${points}: оплата покупки на ${bill}`;
    case 'reversal':
      return `Забрали ${points}: покупку вернули`;
    case 'redemption_return':
      return `Вернули ${points}: покупку вернули`;
    case 'reward':
      return `Списали ${points}: награда «${reason}»`;
    case 'reward_return':
      return `Вернули ${points}: отменили «${reason}»`;
    case 'activation':
      return `${points}: теперь можно тратить`;
    case 'expiry':
      return `Сгорели ${points}`;
    case 'import':
      return `Перенесли ${points} из прежней программы`;
    case 'merge_out':
      return `${points}: перенос на общую карту`;
    case 'merge_in':
      return `${points}: перенос с другой карты этого человека`;
    default:
      return `${isGain ? 'Начислили' : 'Списали'} ${points}: ${reason}`;
  }
}

function english(kind: string, { points, bill, isGain, reason }: Facts): string {
  switch (kind) {
    case 'accrual':
      if (bill !== null) return `Earned ${points} for a purchase of ${bill}`;
      return reason === '' ? `Earned ${points} for a purchase` : `Earned ${points}: ${reason}`;
    case 'welcome':
      return `${points} as a welcome gift`;
    case 'redemption':
      return bill === null
        ? `Spent ${points} to pay for a purchase`
        : `Spent ${points} to pay for a purchase of ${bill}`;
    case 'reversal':
      return `${points} taken back: the purchase was returned`;
    case 'redemption_return':
      return `${points} given back: the purchase was returned`;
    case 'reward':
      return `Spent ${points} on “${reason}”`;
    case 'reward_return':
      return `${points} given back: “${reason}” was cancelled`;
    case 'activation':
      return `${points} can now be spent`;
    case 'expiry':
      return `${points} expired`;
    case 'import':
      return `${points} moved from the former programme`;
    case 'merge_out':
      return `${points} moved to the joint card`;
    case 'merge_in':
      return `${points} moved from another card of the same person`;
    default:
      return `${isGain ? 'Received' : 'Taken'} ${points}: ${reason}`;
  }
}
