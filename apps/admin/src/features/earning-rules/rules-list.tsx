/** All rules in the order in which they are asked, narrowed by state, with the terms between them beside. */
import { Button, Grid, Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { EarningRule, EarningRuleList } from '@regulars/contracts';
import { IconFlask, IconListCheck, IconPlus, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { FilterChip } from '../../app/parts/filter-chip.tsx';
import { NothingFound } from '../../app/parts/nothing-found.tsx';
import { Page } from '../../app/parts/page.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { EmptyState, LoadError } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { RuleRow } from './rule-row.tsx';
import { TermsPanel } from './terms-panel.tsx';
import { useEarningRules, useRuleOrder } from './use-earning-rules.ts';

const states = ['active', 'draft', 'paused', 'ended'] as const;

export function RulesList() {
  const { t } = useTranslation('earning-rules');
  const { data, error, refetch } = useEarningRules();
  return (
    <Page title={t('title')} lead={t('lead')} actions={<ListActions />}>
      {data ? (
        <Ready list={data} />
      ) : error ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <Stack gap="md" aria-busy>
          {['a', 'b', 'c'].map((key) => (
            <Skeleton key={key} h={120} radius="lg" />
          ))}
        </Stack>
      )}
    </Page>
  );
}

function ListActions() {
  const { t } = useTranslation('earning-rules');
  const { href, may } = useBrand();
  return (
    <>
      <Button
        component={Link}
        href={href('/earning-rules/templates')}
        variant="default"
        leftSection={<IconTemplate size={18} aria-hidden />}
      >
        {t('nav.templates')}
      </Button>
      <Button
        component={Link}
        href={href('/earning-rules/simulator')}
        variant="default"
        leftSection={<IconFlask size={18} aria-hidden />}
      >
        {t('nav.simulator')}
      </Button>
      {may('programme.write') && (
        <Button
          component={Link}
          href={href('/earning-rules/new')}
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          {t('nav.new')}
        </Button>
      )}
    </>
  );
}

function Ready({ list }: { list: EarningRuleList }) {
  const { t } = useTranslation('earning-rules');
  const [filter, setFilter] = useAddressState({ state: '' });
  const shown = list.items.filter(({ state }) => filter.state === '' || state === filter.state);
  const isFirstVisit = list.items.every(({ isBase }) => isBase);
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="md">
          {!isFirstVisit && (
            <Group gap="xs">
              <FilterChip
                label={t('filter.state')}
                anyLabel={t('filter.any')}
                value={filter.state}
                options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
                onChange={(state) => setFilter({ state })}
              />
            </Group>
          )}
          {shown.length === 0 ? (
            <Surface padded={false}>
              <NothingFound
                title={t('filter.nothing')}
                lead={t('filter.nothingLead')}
                filters={[{ label: t(`state.${filter.state}`), drop: () => setFilter({ state: '' }) }]}
              />
            </Surface>
          ) : (
            <Rows rules={shown} canMove={filter.state === ''} />
          )}
          {isFirstVisit && <Invitation />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <TermsPanel list={list} />
      </Grid.Col>
    </Grid>
  );
}

/** With nothing but the base rule, templates show what rules can do. */
function Invitation() {
  const { t } = useTranslation('earning-rules');
  const { href } = useBrand();
  return (
    <Surface padded={false}>
      <EmptyState
        icon={IconListCheck}
        title={t('empty.title')}
        action={
          <Button component={Link} href={href('/earning-rules/templates')}>
            {t('empty.action')}
          </Button>
        }
      >
        {t('empty.lead')}
      </EmptyState>
    </Surface>
  );
}

interface RowsProps {
  rules: readonly EarningRule[];
  /** Only the whole list can be put in order. */
  canMove: boolean;
}

function Rows({ rules, canMove }: RowsProps) {
  const { t } = useTranslation('earning-rules');
  const { may } = useBrand();
  const order = useRuleOrder();
  const notify = useNotify();
  const [said, setSaid] = useState('');
  const living = rules.filter(({ state }) => state !== 'ended');
  const isMovable = canMove && may('programme.write') && living.length > 1;

  function move(from: number, to: number) {
    const ids = living.map(({ id }) => id);
    const [moved] = ids.splice(from, 1);
    if (moved === undefined) return;
    ids.splice(to, 0, moved);
    setSaid(t('order.moved', { name: living[from]?.settings.name, place: to + 1, all: ids.length }));
    order.mutate(ids, { onError: notify.problem });
  }
  return (
    <>
      <Stack gap="md" component="ol" className="rule-list" aria-label={t('title')}>
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            place={isMovable && index < living.length ? { index, count: living.length } : null}
            onMove={(to) => move(index, to)}
          />
        ))}
      </Stack>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}
