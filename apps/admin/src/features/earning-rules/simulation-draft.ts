/** A purchase that does not happen, as one invents it, and as the simulator is asked. */
import type { ConflictPolicy, EarningRuleSettings, PurchaseLine, SimulationBody } from '@regulars/contracts';
import { emptyNumber } from './rule-draft.ts';

/** A rule that need not be saved; it stands in place of the one with its id. */
export interface Trial {
  ruleId: string | null;
  settings: EarningRuleSettings;
}

export interface InventedCustomer {
  isMember: boolean;
  joinedDaysAgo: number;
  purchasesBefore: number;
  spentBeforeMinor: number;
  availablePoints: number;
  /** Any year of it; null is not known. */
  birthday: string | null;
  language: 'ru' | 'en';
  source: string;
  /** Null is none. */
  tierId: string | null;
}

export interface SimulatedLine {
  name: string;
  category: string;
  quantity: number;
  unitPriceMinor: number;
  discountMinor: number;
}

export interface SimulationDraft {
  who: 'known' | 'invented';
  customerId: string | null;
  invented: InventedCustomer;
  /** Null is now. */
  at: string | null;
  bill: 'total' | 'lines';
  totalMinor: number;
  lines: SimulatedLine[];
  channel: string;
  shopId: string | null;
  redeem: 'none' | 'max' | 'points';
  redeemPoints: number;
  /** Drafts and paused rules, asked as if they were active. */
  alsoRuleIds: string[];
  /** Null is the brand's own. */
  policy: ConflictPolicy | null;
}

export function emptySimulation(language: 'ru' | 'en', unitMinor: number): SimulationDraft {
  return {
    who: 'invented',
    customerId: null,
    invented: {
      isMember: true,
      joinedDaysAgo: 60,
      purchasesBefore: 5,
      spentBeforeMinor: 3_000 * unitMinor,
      availablePoints: 100,
      birthday: null,
      language,
      source: '',
      tierId: null,
    },
    at: null,
    bill: 'total',
    totalMinor: 1_000 * unitMinor,
    lines: [],
    channel: '',
    shopId: null,
    redeem: 'none',
    redeemPoints: emptyNumber,
    alsoRuleIds: [],
    policy: null,
  };
}

export function newLine(category: string, unitPriceMinor: number): SimulatedLine {
  return { name: '', category, quantity: 1, unitPriceMinor, discountMinor: 0 };
}

/** Null while something that is needed is missing. */
export function simulationBody(draft: SimulationDraft, trial: Trial | null): SimulationBody | null {
  const customer = customerOf(draft);
  const bill = billOf(draft);
  if (!customer || !bill) return null;
  const redeem =
    draft.redeem === 'max' ? 'max' : draft.redeem === 'points' ? numberOr(draft.redeemPoints, 0) : null;
  const channel = draft.channel.trim();
  return {
    customer,
    ...(draft.at === null ? {} : { at: draft.at }),
    purchase: {
      ...bill,
      ...(redeem === null ? {} : { redeemPoints: redeem }),
      ...(channel === '' ? {} : { channel }),
      ...(draft.shopId === null ? {} : { shopId: draft.shopId }),
    },
    ...(draft.alsoRuleIds.length === 0 ? {} : { alsoRuleIds: draft.alsoRuleIds }),
    ...(trial ? { trial } : {}),
    ...(draft.policy === null ? {} : { policy: draft.policy }),
  };
}

function customerOf({ who, customerId, invented }: SimulationDraft): SimulationBody['customer'] | null {
  if (who === 'known') return customerId === null ? null : { id: customerId };
  return {
    joinedDaysAgo: invented.isMember ? numberOr(invented.joinedDaysAgo, 0) : null,
    birthday: invented.birthday === null ? null : invented.birthday.slice(5, 10),
    language: invented.language,
    source: invented.source.trim() || null,
    purchasesBefore: numberOr(invented.purchasesBefore, 0),
    spentBeforeMinor: numberOr(invented.spentBeforeMinor, 0),
    availablePoints: numberOr(invented.availablePoints, 0),
    tierId: invented.tierId,
  };
}

function billOf({ bill, totalMinor, lines }: SimulationDraft): SimulationBody['purchase'] | null {
  if (bill === 'total') return totalMinor >= 1 ? { totalMinor } : null;
  const complete = lines.every(({ quantity, unitPriceMinor }) => quantity >= 1 && unitPriceMinor >= 0);
  return lines.length > 0 && complete ? { lines: lines.map(lineOf) } : null;
}

function lineOf(line: SimulatedLine, index: number): PurchaseLine {
  const name = line.name.trim();
  const category = line.category.trim();
  return {
    id: String(index + 1),
    ...(name === '' ? {} : { name }),
    ...(category === '' ? {} : { category }),
    quantity: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    ...(line.discountMinor > 0 ? { discountMinor: line.discountMinor } : {}),
  };
}

function numberOr(value: number, instead: number): number {
  return Number.isNaN(value) ? instead : value;
}
