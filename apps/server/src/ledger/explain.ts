/** Says in plain words, in the reader's language, what a movement of points was. */
import {
  type EntryKind,
  formatMoney,
  formatPoints,
  type Language,
  type PointsName,
} from '@regulars/contracts';

export interface Explainable {
  kind: EntryKind;
  /** Signed; for an activation the points that became available. */
  points: number;
  pending: boolean;
  reason: string | null;
  /** The bill of the purchase behind it, where there is one. */
  totalMinor: number | null;
}

export interface ExplainingBrand {
  currency: string;
  pointsName: PointsName;
}

/** One sentence without a full stop, as in "Начислили 45 зёрен за покупку на 900 ₽". */
export function explainEntry(entry: Explainable, brand: ExplainingBrand, language: Language): string {
  const points = formatPoints(Math.abs(entry.points), brand.pointsName, language);
  const bill = entry.totalMinor === null ? null : formatMoney(entry.totalMinor, brand.currency, language);
  return language === 'ru' ? inRussian(entry, points, bill) : inEnglish(entry, points, bill);
}

function inRussian(entry: Explainable, points: string, bill: string | null): string {
  const purchase = bill === null ? 'покупку' : `покупку на ${bill}`;
  const ofPurchase = bill === null ? 'покупки' : `покупки на ${bill}`;
  switch (entry.kind) {
    case 'accrual':
      return entry.pending ? `Начислим ${points} за ${purchase}` : `Начислили ${points} за ${purchase}`;
    case 'welcome':
      return entry.pending ? `Подарим ${points} за вступление` : `Подарили ${points} за вступление`;
    case 'redemption':
      return `Оплатили ${points} часть ${ofPurchase}`;
    case 'reversal':
      return `Сняли ${points}: возврат ${ofPurchase}`;
    case 'redemption_return':
      return `Вернули ${points}, потраченные при оплате ${ofPurchase}`;
    case 'activation':
      return `Можно тратить: ${points}`;
    case 'expiry':
      return `Срок вышел: ${points}`;
    case 'adjustment':
      return `${entry.points >= 0 ? 'Начислили' : 'Списали'} ${points}${entry.reason ? `: ${entry.reason}` : ''}`;
    case 'import':
      return `Перенесли ${points} из прежней программы`;
  }
}

function inEnglish(entry: Explainable, points: string, bill: string | null): string {
  const purchase = bill === null ? 'a purchase' : `a purchase of ${bill}`;
  switch (entry.kind) {
    case 'accrual':
      return entry.pending ? `${points} on the way for ${purchase}` : `Earned ${points} for ${purchase}`;
    case 'welcome':
      return entry.pending ? `${points} on the way for joining` : `${points} as a welcome gift`;
    case 'redemption':
      return `Paid ${points} towards ${purchase}`;
    case 'reversal':
      return `Took back ${points}: ${purchase} was refunded`;
    case 'redemption_return':
      return `Gave back ${points} spent on ${purchase}`;
    case 'activation':
      return `Ready to spend: ${points}`;
    case 'expiry':
      return `Expired: ${points}`;
    case 'adjustment':
      return `${entry.points >= 0 ? 'Added' : 'Took'} ${points}${entry.reason ? `: ${entry.reason}` : ''}`;
    case 'import':
      return `Moved ${points} from the former programme`;
  }
}
