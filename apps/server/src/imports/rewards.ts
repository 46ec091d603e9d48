/** Imports rewards of a catalogue, as drafts: staff look at them before anybody can buy. */
import type { Deps } from '../deps.ts';
import { type BroughtReward, bringRewards, type NewReward } from '../rewards/bring-rewards.ts';
import {
  Cells,
  columnsOf,
  emptyOutcome,
  type Importer,
  type ImportSetting,
  readRow,
  type RowProblem,
  RowRefused,
} from './batch.ts';
import { readDate, readPoints, readWhole } from './values.ts';

interface RewardRow {
  row: number;
  reward: NewReward;
}

const problems: Partial<Record<BroughtReward, RowProblem>> = {
  differs: 'reward_differs',
  wrong: 'reward_wrong',
  full: 'too_many_rewards',
};

export function openRewards(deps: Deps, setting: ImportSetting): Importer<RewardRow> {
  const columns = columnsOf(setting.mapping);
  return {
    read: (table) =>
      readRow(table, () => ({ row: table.row, reward: readReward(new Cells(columns, table.cells)) })),
    async work(tx, rows, phase) {
      const outcomes = await bringRewards(tx, deps, {
        brandId: setting.brandId,
        rewards: rows.map(({ reward }) => reward),
        isDryRun: phase === 'check',
      });
      const outcome = emptyOutcome();
      for (const [at, { row }] of rows.entries()) {
        const became = outcomes[at] ?? 'wrong';
        const code = problems[became];
        if (code) outcome.problems.push({ row, field: null, code });
        else if (became === 'created') outcome.created += 1;
        else outcome.unchanged += 1;
      }
      return outcome;
    },
  };
}

function readReward(cells: Cells): NewReward {
  const title = { ru: cells.text('titleRu', 120) ?? '', en: cells.text('titleEn', 120) ?? '' };
  if (title.ru === '' && title.en === '') throw new RowRefused('field_missing', null);
  return {
    title,
    description: {
      ru: cells.text('descriptionRu', 2_000) ?? '',
      en: cells.text('descriptionEn', 2_000) ?? '',
    },
    pricePoints: cells.required('pricePoints', cells.value('pricePoints', readPoints)),
    stock: cells.value('stock', readWhole),
    perPersonLimit: cells.value('perPersonLimit', readWhole),
    category: cells.text('category', 60),
    partner: cells.text('partner', 100),
    from: cells.value('from', readDate),
    until: cells.value('until', readDate),
  };
}
