/** Coupons of the purchase: typed or scanned, each with what it does to the bill or why it does nothing. */
import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from './draft.ts';
import type { useBill } from './use-bill.ts';

interface CouponFieldProps {
  draft: Draft;
  bill: ReturnType<typeof useBill>;
  onChange: (part: Partial<Draft>) => void;
}

/** The contract's limit. */
const mostCoupons = 10;

export function CouponField({ draft, bill, onChange }: CouponFieldProps) {
  const { t } = useTranslation('till');
  const [typed, setTyped] = useState('');
  const { coupons } = draft;
  function add() {
    const code = typed.trim();
    if (code === '') return;
    if (!coupons.includes(code)) onChange({ coupons: [...coupons, code] });
    setTyped('');
  }
  function addOnEnter(event: KeyboardEvent) {
    if (event.key !== 'Enter' || typed.trim() === '') return;
    // A scanner ends with Enter, which must not sell.
    event.preventDefault();
    event.stopPropagation();
    add();
  }
  return (
    <Stack gap={6} mt="md">
      {coupons.length < mostCoupons && (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            label={t('coupon.label')}
            placeholder="7KMP-4XWR-9T3HQ"
            flex={1}
            maxLength={64}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={addOnEnter}
          />
          <Button variant="default" onClick={add} disabled={typed.trim() === ''}>
            {t('coupon.add')}
          </Button>
        </Group>
      )}
      {coupons.map((code) => (
        <OneCoupon
          key={code}
          code={code}
          effect={bill.result?.coupons.find((one) => one.code === code)}
          onRemove={() => onChange({ coupons: coupons.filter((one) => one !== code) })}
        />
      ))}
      {coupons.length > 0 && bill.isCouponRefused && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('coupon.takeAway')}
        </Text>
      )}
    </Stack>
  );
}

interface OneCouponProps {
  code: string;
  /** Absent until the bill is reckoned. */
  effect: { isApplied: boolean; title: string | null; explanation: string } | undefined;
  onRemove: () => void;
}

function OneCoupon({ code, effect, onRemove }: OneCouponProps) {
  const { t } = useTranslation('till');
  const tone = !effect ? 'dimmed' : effect.isApplied ? 'var(--text-gain)' : 'var(--mantine-color-error)';
  return (
    <Group gap="xs" wrap="nowrap" align="center" data-testid="coupon">
      {effect &&
        (effect.isApplied ? (
          <IconCheck size={18} aria-hidden />
        ) : (
          <IconAlertTriangle size={18} aria-hidden />
        ))}
      <Text size="sm" c={tone} flex={1} miw={0} style={{ overflowWrap: 'anywhere' }}>
        {effect ? effect.explanation : code}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('coupon.remove', { title: effect?.title ?? code })}
        onClick={onRemove}
      >
        <IconX size={18} />
      </ActionIcon>
    </Group>
  );
}
