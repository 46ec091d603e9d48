/** The rows of holds that are written in the posting's own statement: see write.sql.ts. */
import type { PurchaseLine } from '@regulars/contracts';
import type { DebtPart } from './hold.moves.ts';
import type { Column } from './statement.ts';
import { insertPart, type Part, updatePart, writeStatement } from './write.sql.ts';

export interface HoldRow {
  id: string;
  externalId: string;
  customerId: string;
  shopId: string | null;
  programmeVersionId: string;
  rulesetId: string;
  points: number;
  totalMinor: number;
  lines: readonly PurchaseLine[] | null;
  discountMinor: number;
  /** As it is kept; null for none. */
  coupons: readonly object[] | null;
  channel: string | null;
  paidMinor: number;
  earnedPoints: number;
  maxRedeemPoints: number;
  source: string;
  actorId: string | null;
  inputHash: string;
  expiresAt: Date;
  createdAt: Date;
}

export interface HoldLotRow {
  holdId: string;
  lotId: string;
  points: number;
}

export interface EndedHold {
  id: string;
  state: 'confirmed' | 'released' | 'timed_out';
  purchaseId: string | null;
  endedAt: Date;
}

export interface HoldExtra {
  holds: HoldRow[];
  holdLots: HoldLotRow[];
}

export interface EndExtra {
  endedHolds: EndedHold[];
  debts: DebtPart[];
}

const holdColumns: Column<HoldRow>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'external_id', type: 'text', value: (row) => row.externalId },
  { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
  { name: 'shop_id', type: 'uuid', value: (row) => row.shopId },
  { name: 'programme_version_id', type: 'uuid', value: (row) => row.programmeVersionId },
  { name: 'ruleset_id', type: 'uuid', value: (row) => row.rulesetId },
  { name: 'points', type: 'int8', value: (row) => row.points },
  { name: 'total_minor', type: 'int8', value: (row) => row.totalMinor },
  {
    name: 'lines',
    type: 'text',
    cast: 'jsonb',
    value: (row) => (row.lines === null ? null : JSON.stringify(row.lines)),
  },
  { name: 'discount_minor', type: 'int8', value: (row) => row.discountMinor },
  {
    name: 'coupons',
    type: 'text',
    cast: 'jsonb',
    value: (row) => (row.coupons === null ? null : JSON.stringify(row.coupons)),
  },
  { name: 'channel', type: 'text', value: (row) => row.channel },
  { name: 'paid_minor', type: 'int8', value: (row) => row.paidMinor },
  { name: 'earned_points', type: 'int8', value: (row) => row.earnedPoints },
  { name: 'max_redeem_points', type: 'int8', value: (row) => row.maxRedeemPoints },
  { name: 'state', type: 'text', value: () => 'held' },
  { name: 'source', type: 'text', value: (row) => row.source },
  { name: 'actor_id', type: 'text', value: (row) => row.actorId },
  { name: 'input_hash', type: 'text', value: (row) => row.inputHash },
  { name: 'expires_at', type: 'timestamptz', value: (row) => row.expiresAt },
  { name: 'created_at', type: 'timestamptz', value: (row) => row.createdAt },
];

const holdLotColumns: Column<HoldLotRow>[] = [
  { name: 'hold_id', type: 'uuid', value: (row) => row.holdId },
  { name: 'lot_id', type: 'uuid', value: (row) => row.lotId },
  { name: 'points', type: 'int8', value: (row) => row.points },
];

const endColumns: Column<EndedHold>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'state', type: 'text', value: (row) => row.state },
  { name: 'purchase_id', type: 'uuid', value: (row) => row.purchaseId },
  { name: 'ended_at', type: 'timestamptz', value: (row) => row.endedAt },
];

const debtColumns: Column<DebtPart>[] = [
  { name: 'hold_id', type: 'uuid', value: (row) => row.holdId },
  { name: 'lot_id', type: 'uuid', value: (row) => row.lotId },
  { name: 'debt_points', type: 'int8', value: (row) => row.points },
];

export const madeHolds: readonly Part<HoldExtra>[] = [
  insertPart('hold', holdColumns, (extra) => extra.holds),
  insertPart('hold_lot', holdLotColumns, (extra) => extra.holdLots),
];

/** Of two that end the same hold only one finds the wallet's version as it was read. */
export const endedHolds: readonly Part<EndExtra>[] = [
  updatePart('hold', endColumns, ['id'], (extra) => extra.endedHolds),
  updatePart('hold_lot', debtColumns, ['hold_id', 'lot_id'], (extra) => extra.debts),
];

/** Holds that end without a purchase. */
export const writeEndedHolds = writeStatement<EndExtra>('holds-end-write', endedHolds);
