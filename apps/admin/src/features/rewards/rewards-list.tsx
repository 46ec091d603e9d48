/** The catalogue in its order, with pictures; found by words, state or category, and moved up and down. */
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGift, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import type { Column } from '../../app/parts/data-table.tsx';
import { ExportButton } from '../../app/parts/export-button.tsx';
import { FilterChip } from '../../app/parts/filter-chip.tsx';
import { ListPage } from '../../app/parts/list-page.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { SearchField } from '../../app/parts/search-field.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFilterWords } from '../../app/parts/use-filter-words.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { useShownIn } from '../coupons/use-shown-in.ts';
import { RewardState } from './state-badge.tsx';
import './rewards.css';
import {
  type Reward,
  rewardFilters,
  rewardQuery,
  rewardStates,
  useCategories,
  useRewardActions,
  useRewards,
} from './use-rewards.ts';

export function RewardsList() {
  const { t } = useTranslation('rewards');
  const { may, href } = useBrand();
  const [, navigate] = useLocation();
  const [filters, setFilters] = useAddressState(rewardFilters);
  const list = useRewards(filters);
  const categories = useCategories();
  const addButton = may('rewards.write') ? (
    <Button component={Link} href={href('/rewards/new')} leftSection={<IconPlus size={16} />}>
      {t('add')}
    </Button>
  ) : null;
  const active = useFilterWords(filters, setFilters, {
    state: (state) => t(`state.${state}`),
    category: (category) => category,
  });
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <ExportButton route="exportRewards" query={rewardQuery(filters)} />
          {addButton}
        </>
      }
      filters={
        <>
          <SearchField label={t('filter.search')} value={filters.q} onChange={(q) => setFilters({ q })} />
          <FilterChip
            label={t('filter.state')}
            anyLabel={t('filter.any')}
            value={filters.state}
            options={rewardStates.map((state) => ({ value: state, label: t(`state.${state}`) }))}
            onChange={(state) => setFilters({ state })}
          />
          {categories.length > 0 && (
            <FilterChip
              label={t('form.category')}
              anyLabel={t('filter.anyCategory')}
              value={filters.category}
              options={categories.map((category) => ({ value: category, label: category }))}
              onChange={(category) => setFilters({ category })}
            />
          )}
        </>
      }
      active={active}
      columns={useColumns(active.length === 0 ? (list.rows ?? []) : [])}
      list={list}
      rowKey={({ id }) => id}
      minWidth={720}
      onOpen={({ id }) => navigate(href(`/rewards/${id}`))}
      none={
        <EmptyState icon={IconGift} title={t('none')} action={addButton}>
          {t('noneLead')}
        </EmptyState>
      }
      noneFiltered={{ title: t('noneFiltered'), lead: t('filter.drop') }}
    />
  );
}

/** `movable` are the rows in the catalogue's order; empty while the list is filtered. */
function useColumns(movable: readonly Reward[]): Column<Reward>[] {
  const { t } = useTranslation('rewards');
  const { may } = useBrand();
  const format = useFormat();
  const shown = useShownIn();
  return [
    {
      key: 'title',
      header: t('column.reward'),
      render: ({ title, pictureUrl, category, partner }) => (
        <Group gap="sm" wrap="nowrap">
          {pictureUrl ? (
            <img className="reward-thumb" src={pictureUrl} alt="" loading="lazy" />
          ) : (
            <span className="reward-thumb reward-no-picture">
              <IconGift size={22} stroke={1.5} aria-hidden />
            </span>
          )}
          <div>
            <Text size="md" fw={500}>
              {shown(title)}
            </Text>
            <Text size="sm" c="dimmed">
              {[category, partner].filter(Boolean).join(' · ')}
            </Text>
          </div>
        </Group>
      ),
    },
    { key: 'state', header: t('filter.state'), render: (reward) => <RewardState reward={reward} /> },
    {
      key: 'price',
      header: t('form.priceShort'),
      align: 'right',
      render: ({ pricePoints }) => format.count(pricePoints),
    },
    {
      key: 'sold',
      header: t('count.sold'),
      align: 'right',
      render: ({ soldCount }) => format.count(soldCount),
    },
    {
      key: 'left',
      header: t('count.left'),
      align: 'right',
      render: ({ leftCount }) => (leftCount === null ? '∞' : format.count(leftCount)),
    },
    ...(may('rewards.write') && movable.length > 1
      ? [
          {
            key: 'move',
            header: '',
            align: 'right' as const,
            width: 90,
            render: (reward: Reward) => <MoveButtons reward={reward} rows={movable} />,
          },
        ]
      : []),
  ];
}

function MoveButtons({ reward, rows }: { reward: Reward; rows: readonly Reward[] }) {
  const { t } = useTranslation('rewards');
  const notify = useNotify();
  const shown = useShownIn();
  const { order } = useRewardActions();
  const index = rows.findIndex(({ id }) => id === reward.id);
  async function move(by: -1 | 1) {
    const ids = rows.map(({ id }) => id);
    const [own = reward.id] = ids.splice(index, 1);
    ids.splice(index + by, 0, own);
    await order.mutateAsync(ids).catch((error: unknown) => void notify.problem(error));
  }
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end" onClick={(event) => event.stopPropagation()}>
      {([-1, 1] as const).map((by) => (
        <ActionIcon
          key={by}
          variant="subtle"
          color="gray"
          size={32}
          disabled={order.isPending || index + by < 0 || index + by >= rows.length}
          aria-label={t(by < 0 ? 'act.up' : 'act.down', { title: shown(reward.title) })}
          onClick={() => void move(by)}
        >
          {by < 0 ? <IconArrowUp size={16} /> : <IconArrowDown size={16} />}
        </ActionIcon>
      ))}
    </Group>
  );
}
