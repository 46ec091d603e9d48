/** A row of a file of members: who it is, what is known of them, and the points that they bring. */
import { importRowLimit } from '@regulars/contracts';
import { calendarDate } from '@regulars/contracts/primitives';
import { dateOfDay, localMoment } from '../earning/facts.ts';
import { endAfterDays, lifetimeOf, startOfDate } from '../earning/lifetime.ts';
import type { Secrets } from '../platform/secrets.ts';
import { Cells, columnsOf, type ImportSetting, type Problem, readRow, RowRefused } from './batch.ts';
import { type Identity, postingNames, readIdentity } from './identity.ts';
import { Seen } from './seen.ts';
import type { TableRow } from '../platform/csv-in.ts';
import { readAnswer, readDate, readMoment, readPoints } from './values.ts';

const oldestDate = '1900-01-01';
const daysOfUntoldTier = 365;
const mostTierDays = 3_661;

export interface RowLot {
  points: number;
  occurredAt: Date;
  activeFrom: Date;
  expiresAt: Date | null;
  /** What tells it from the person's other lots: its dates, and which one of those it is in the file. */
  mark: string;
}

export interface MemberRow {
  row: number;
  identity: Identity;
  /** Under which the person's imported points stand in the ledger. */
  names: readonly string[];
  firstName: string | null;
  lastName: string | null;
  birthday: string | null;
  joinedAt: Date | null;
  marketing: boolean | null;
  tier: { tierId: string; endsAt: Date } | null;
  lot: RowLot | null;
  /** An earlier row named the same person. */
  isRepeat: boolean;
}

/** Levels by name in lower case. */
export type TierNames = ReadonlyMap<string, string>;

export function memberReader(
  secrets: Secrets,
  setting: ImportSetting,
  tiers: TierNames,
): (row: TableRow) => MemberRow | Problem {
  const columns = columnsOf(setting.mapping);
  const lots = new Seen(importRowLimit);
  const people = new Seen(importRowLimit * 3);
  const today = dateOfDay(localMoment(setting.now, setting.zone).day);
  return (table) =>
    readRow(table, () => {
      const cells = new Cells(columns, table.cells);
      const identity = readIdentity(cells, { secrets, ...setting });
      const names = postingNames(secrets, setting.brandId, identity);
      const fields = {
        firstName: cells.text('firstName', 64),
        lastName: cells.text('lastName', 64),
        birthday: pastDate(cells, 'birthday', today),
        joinedAt: pastMoment(cells, setting),
        marketing: cells.value('marketing', readAnswer),
        tier: readTier(cells, setting, tiers),
      };
      const lot = readLot(cells, setting, today, (dates) => lots.count(`${names[0]} ${dates}`));
      const isRepeat = names.map((name) => people.count(name)).some((times) => times > 1);
      return { row: table.row, identity, names, ...fields, lot, isRepeat };
    });
}

function pastDate(cells: Cells, field: 'birthday' | 'earnedOn', today: string): string | null {
  const date = cells.value(field, readDate);
  if (date === null) return null;
  if (date > today) throw new RowRefused('date_in_future', field);
  if (date < oldestDate || !calendarDate.safeParse(date).success) throw new RowRefused('date_too_old', field);
  return date;
}

function pastMoment(cells: Cells, { zone, now }: ImportSetting): Date | null {
  const moment = cells.value('joinedOn', (text) => readMoment(text, zone));
  if (moment === null) return null;
  if (moment > now) throw new RowRefused('date_in_future', 'joinedOn');
  if (moment < new Date(oldestDate)) throw new RowRefused('date_too_old', 'joinedOn');
  return moment;
}

/** The last day counts whole, as everywhere; without one the programme or the mapping says how long they live. */
function readLot(
  cells: Cells,
  { zone, now, expiry, mapping }: ImportSetting,
  today: string,
  countOf: (dates: string) => number,
): RowLot | null {
  const points = cells.value('points', readPoints);
  const earnedOn = pastDate(cells, 'earnedOn', today);
  const expiresOn = cells.value('expiresOn', readDate);
  if (points === null || points === 0) return null;
  const earnedAt = earnedOn === null ? now : startOfDate(earnedOn, zone);
  const rule = mapping.withoutExpiry === 'never' ? ({ kind: 'never' } as const) : expiry;
  const expiresAt =
    expiresOn === null
      ? lifetimeOf({ activationDelayDays: 0, expiry: rule }, earnedAt, zone).expiresAt
      : startOfDate(expiresOn, zone, 1);
  if (expiresAt !== null && (expiresAt <= now || expiresAt <= earnedAt)) {
    throw new RowRefused('points_expired', expiresOn === null ? 'earnedOn' : 'expiresOn');
  }
  const dates = `${earnedOn ?? ''}:${expiresOn ?? ''}`;
  return {
    points,
    occurredAt: earnedAt,
    activeFrom: earnedAt,
    expiresAt,
    mark: `${dates}:${countOf(dates)}`,
  };
}

/** Without a last day a level is given for a year. */
function readTier(cells: Cells, { zone, now }: ImportSetting, tiers: TierNames): MemberRow['tier'] {
  const name = cells.text('tier', 40);
  const until = cells.value('tierUntil', readDate);
  if (name === null) return null;
  const tierId = tiers.get(name.toLowerCase());
  if (tierId === undefined) throw new RowRefused('tier_unknown', 'tier');
  const endsAt = until === null ? endAfterDays(now, daysOfUntoldTier, zone) : startOfDate(until, zone, 1);
  const days = (endsAt.getTime() - now.getTime()) / 86_400_000;
  if (days <= 0 || days > mostTierDays) throw new RowRefused('tier_until_wrong', 'tierUntil');
  return { tierId, endsAt };
}
