/** A coupon that was scanned or typed on its own: what it gives, whether it is good, and using it. */
import { Alert, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { type CallOutput, newIdempotencyKey } from '@regulars/client';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { sendUntilAnswered } from '../../app/parts/send-until-answered.ts';
import { LoadError } from '../../app/parts/states.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from '../customers/customer-name.tsx';

type Check = CallOutput<'tillLookupCoupon'>;

interface CouponDialogProps {
  code: string;
  shopId: string | null;
  onClose: () => void;
  /** On with it to a purchase; null for a coupon that is nobody's. */
  onPurchase: (code: string, customerId: string | null) => void;
}

export function CouponDialog({ code, shopId, onClose, onPurchase }: CouponDialogProps) {
  const { t } = useTranslation('till');
  const { slug } = useBrand();
  const asked = { code, ...(shopId === null ? {} : { shopId }) };
  const query = useQuery({
    queryKey: ['till', slug, 'coupon', asked],
    queryFn: ({ signal }) => call('tillLookupCoupon', { params: { slug }, body: asked }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const redeem = useRedeem(asked);
  return (
    <Modal opened onClose={onClose} title={t('coupon.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {query.isPending && <Skeleton h={120} />}
      {query.error && !query.data && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {redeem.data ? (
        <Used title={redeem.data.title} quantity={redeem.data.quantity} onClose={onClose} />
      ) : (
        query.data && (
          <Found
            check={query.data}
            onRedeem={() => redeem.mutateAsync()}
            onPurchase={() => onPurchase(code, query.data.coupon?.customer?.id ?? null)}
          />
        )
      )}
    </Modal>
  );
}

/** One key for one coupon used up, however often it is sent. */
function useRedeem(body: { code: string; shopId?: string }) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  return useMutation({
    mutationFn: () =>
      sendUntilAnswered(() => call('tillRedeemCoupon', { params: { slug }, body }, { idempotencyKey })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['coupons', slug] }),
  });
}

interface FoundProps {
  check: Check;
  onRedeem: () => Promise<unknown>;
  onPurchase: () => void;
}

function Found({
  check: { coupon, title, summary, problem, problemText },
  onRedeem,
  onPurchase,
}: FoundProps) {
  const { t } = useTranslation('till');
  const format = useFormat();
  const nameOf = useCustomerName();
  const [isAsking, setAsking] = useState(false);
  const isGift = coupon?.terms.discount.kind === 'gift';
  // A minimum or goods are of a bill, and there is none yet.
  const mayBuy = problem === null || problem === 'minimum_not_met' || problem === 'needs_lines';
  const shownTitle = coupon && coupon.quantity > 1 ? `${title} × ${coupon.quantity}` : title;
  return (
    <Stack gap="md">
      <div>
        <Text size="xl" fw={600}>
          {shownTitle}
        </Text>
        <Text size="md" c="dimmed">
          {summary}
        </Text>
        {coupon?.customer && <Text size="md">{t('coupon.of', { name: nameOf(coupon.customer) })}</Text>}
        {coupon?.expiresAt && (
          <Text size="sm" c="dimmed">
            {t('coupon.until', { when: format.lastDay(coupon.expiresAt) })}
          </Text>
        )}
      </div>
      {problem !== null && (
        <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} />}>
          {problemText}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        {mayBuy && (
          <Button variant={isGift ? 'default' : 'filled'} size="md" onClick={onPurchase}>
            {t('coupon.toPurchase')}
          </Button>
        )}
        {problem === null && coupon && isGift && (
          <Button size="md" onClick={() => setAsking(true)}>
            {t('coupon.use')}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={isAsking}
        title={t('coupon.useTitle', { title: shownTitle })}
        confirmLabel={t('coupon.useConfirm')}
        tone="plain"
        onClose={() => setAsking(false)}
        onConfirm={onRedeem}
      >
        {t('coupon.useBody')}
      </ConfirmDialog>
    </Stack>
  );
}

function Used({ title, quantity, onClose }: { title: string; quantity: number; onClose: () => void }) {
  const { t } = useTranslation('till');
  return (
    <Stack gap="md" align="center" ta="center" role="status">
      <IconCircleCheck size={64} color="var(--text-gain)" aria-hidden />
      <Text size="xl" fw={600}>
        {t('coupon.used')}
      </Text>
      <Text size="lg">
        {t('coupon.handOver', { title: quantity > 1 ? `${title} × ${quantity}` : title })}
      </Text>
      <Button size="md" onClick={onClose} data-autofocus>
        {t('coupon.next')}
      </Button>
    </Stack>
  );
}
