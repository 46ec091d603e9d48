/** A customer's level: the way to the next one, when it ends, the history, and giving one by hand. */
import { Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { CustomerTier, TierStanding } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { TierBadge } from '../tiers/tier-badge.tsx';
import { useCustomerTier, useTierGrant } from '../tiers/use-tiers.ts';
import { GrantTierDialog } from './grant-tier-dialog.tsx';

export function TierCard({ id }: { id: string }) {
  const { t } = useTranslation('tiers');
  const { may } = useBrand();
  const { data } = useCustomerTier(id);
  const [open, setOpen] = useState<'grant' | 'end' | null>(null);
  const { end } = useTierGrant(id);
  // A brand without tiers has nothing to say here, unless it had some before.
  if (!data || (!data.standing && data.history.length === 0)) return null;
  const { standing, grant } = data;
  return (
    <Surface
      title={t('one.title')}
      action={
        standing &&
        may('tiers.grant') && (
          <Button size="xs" variant="default" onClick={() => setOpen('grant')}>
            {t('grant.action')}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        {standing && <Standing standing={standing} />}
        {grant && (
          <Group gap="xs" justify="space-between">
            <Text size="sm">{t('one.grant', { reason: grant.reason, by: grant.grantedBy ?? '—' })}</Text>
            {may('tiers.grant') && (
              <Anchor component="button" type="button" size="sm" onClick={() => setOpen('end')}>
                {t('grant.end')}
              </Anchor>
            )}
          </Group>
        )}
        <Changes history={data.history} />
      </Stack>
      {open === 'grant' && <GrantTierDialog id={id} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        opened={open === 'end'}
        title={t('grant.endTitle')}
        confirmLabel={t('grant.end')}
        onClose={() => setOpen(null)}
        onConfirm={() => end.mutateAsync()}
      >
        {t('grant.endText')}
      </ConfirmDialog>
    </Surface>
  );
}

function Standing({ standing }: { standing: TierStanding }) {
  const { t } = useTranslation('tiers');
  const format = useFormat();
  const { current, next, drop, counted } = standing;
  const amount = (count: number) => (standing.basis === 'money' ? format.money(count) : format.points(count));
  return (
    <Stack gap={6}>
      <Text size="lg" fw={600} data-testid="tier">
        {current ? <TierBadge tier={current} /> : t('one.none')}
      </Text>
      {next && (
        <>
          <Progress
            value={Math.min(100, (counted / next.threshold) * 100)}
            color={next.color}
            aria-label={t('one.progress')}
          />
          <Text size="sm">
            {t('one.next', { amount: amount(next.missing), name: next.name[format.language] })}
          </Text>
        </>
      )}
      <Text size="sm" c="dimmed">
        {t('one.counted', { amount: amount(counted) })}
      </Text>
      {drop && (
        <Text size="sm" c="dimmed">
          {t(drop.missing ? 'one.keep' : 'one.until', {
            when: format.lastDay(drop.at),
            amount: amount(drop.missing ?? 0),
            name: drop.to?.name[format.language] ?? t('one.none'),
          })}
        </Text>
      )}
    </Stack>
  );
}

const shownAtOnce = 4;

function Changes({ history }: { history: CustomerTier['history'] }) {
  const { t } = useTranslation('tiers');
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  if (history.length === 0) return null;
  const shown = isWhole ? history : history.slice(0, shownAtOnce);
  return (
    <Stack gap={4} component="ul" className="tier-history" aria-label={t('one.history')}>
      {shown.map((change) => (
        <Text key={change.id} component="li" size="sm">
          {change.to ? <TierBadge tier={change.to} /> : t('one.none')}
          <Text span c="dimmed" size="sm">
            {` · ${t(`reason.${change.reason}`)} · ${format.day(change.at)}`}
            {change.giftPoints > 0 && ` · ${format.signed(change.giftPoints)}`}
          </Text>
        </Text>
      ))}
      {history.length > shown.length && (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setWhole(true)}>
          {t('one.all', { count: history.length })}
        </Anchor>
      )}
    </Stack>
  );
}
