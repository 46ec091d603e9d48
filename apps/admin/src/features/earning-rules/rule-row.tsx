/** One rule of the list: what it says, where it stands, what it gave, and its place in the order. */
import { ActionIcon, Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import type { EarningRule } from '@regulars/contracts';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { RuleActions } from './rule-actions.tsx';
import { StateBadge } from './state-badge.tsx';
import { sentence } from './summary-panel.tsx';

interface RuleRowProps {
  rule: EarningRule;
  /** Null when it cannot be moved. */
  place: { index: number; count: number } | null;
  onMove: (to: number) => void;
}

export function RuleRow({ rule, place, onMove }: RuleRowProps) {
  const { t } = useTranslation('earning-rules');
  const { href } = useBrand();
  const { language } = useFormat();
  const [, navigate] = useLocation();
  const address = href(`/earning-rules/${rule.id}`);
  return (
    <li className="surface rule-row" data-state={rule.state}>
      {place && <Mover name={rule.settings.name} place={place} onMove={onMove} />}
      <Stack gap={4} miw={0} flex={1}>
        <Group gap="xs">
          <Anchor component={Link} href={address} c="var(--mantine-color-text)" fw={600} size="md">
            {rule.settings.name}
          </Anchor>
          <StateBadge state={rule.state} />
          {rule.isBase && (
            <Badge variant="light" color="gray" tt="none" fw={500} className="rule-part">
              {t('base')}
            </Badge>
          )}
        </Group>
        <Text size="md">{sentence(rule.summary[language])}</Text>
        <Paid rule={rule} />
      </Stack>
      <Group gap="xs" wrap="nowrap" className="rule-row-actions">
        <RuleActions rule={rule} onEdit={() => navigate(address)} />
      </Group>
    </li>
  );
}

function Paid({ rule }: { rule: EarningRule }) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  return (
    <Text size="sm" c="dimmed" className="figures">
      {rule.paidTimes === 0
        ? t('paid.never')
        : t('paid.times', {
            count: rule.paidTimes,
            times: format.count(rule.paidTimes),
            points: format.points(rule.paidPoints),
          })}
      {' · '}
      {t('savedBy', { when: format.moment(rule.savedAt), who: rule.savedBy ?? t('versions.system') })}
    </Text>
  );
}

interface MoverProps {
  name: string;
  place: { index: number; count: number };
  onMove: (to: number) => void;
}

function Mover({ name, place: { index, count }, onMove }: MoverProps) {
  const { t } = useTranslation('earning-rules');
  const buttons = useRef<HTMLDivElement>(null);
  const pressed = useRef<'up' | 'down' | null>(null);
  // A row that moves loses the focus; at an end of the list the button that still works gets it.
  useEffect(() => {
    if (pressed.current === null) return;
    const [up, down] = buttons.current?.querySelectorAll('button') ?? [];
    const [first, second] = pressed.current === 'up' ? [up, down] : [down, up];
    pressed.current = null;
    (first?.disabled ? second : first)?.focus();
  }, [index]);
  function step(way: 'up' | 'down') {
    pressed.current = way;
    onMove(way === 'up' ? index - 1 : index + 1);
  }
  return (
    <Stack gap={0} ref={buttons} className="rule-mover">
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        disabled={index === 0}
        aria-label={t('order.up', { name })}
        onClick={() => step('up')}
      >
        <IconChevronUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        disabled={index === count - 1}
        aria-label={t('order.down', { name })}
        onClick={() => step('down')}
      >
        <IconChevronDown size={18} aria-hidden />
      </ActionIcon>
    </Stack>
  );
}
