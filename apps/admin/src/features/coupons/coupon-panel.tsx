/** One coupon beside the list: what it promises, whose it is, what became of it; and cancelling it with a reason. */
import { Anchor, Button, Drawer, Modal, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { ReasonField, useReason } from '../../app/parts/reason-field.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { LoadError } from '../../app/parts/states.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from '../customers/customer-name.tsx';
import { CouponState } from './coupon-state.tsx';
import { type Coupon, useCancelCoupon, useCoupon } from './use-coupons.ts';

export function CouponPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('coupons');
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={480}
      padding="lg"
      overlayProps={{ backgroundOpacity: 0.35 }}
      title={t('coupon.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      styles={{ title: { fontWeight: 600 } }}
    >
      {id && <Content id={id} />}
    </Drawer>
  );
}

function Content({ id }: { id: string }) {
  const { data, error, refetch } = useCoupon(id);
  if (data) return <Details coupon={data} />;
  if (error) return <LoadError error={error} onRetry={() => void refetch()} />;
  return <Skeleton h={240} aria-busy />;
}

function Details({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation('coupons');
  const { may } = useBrand();
  const [isCancelling, setCancelling] = useState(false);
  return (
    <Stack gap="lg">
      <div>
        <Title order={2} fz="xl" style={{ overflowWrap: 'anywhere' }} className="figures">
          {coupon.code}
        </Title>
        <Text size="md" mt={4} mb={8}>
          {coupon.quantity > 1 ? `${coupon.title} × ${coupon.quantity}` : coupon.title}
        </Text>
        <CouponState state={coupon.state} />
      </div>
      <Facts coupon={coupon} />
      {may('coupons.write') && coupon.state === 'issued' && (
        <Button variant="default" onClick={() => setCancelling(true)}>
          {t('cancelling.action')}
        </Button>
      )}
      {isCancelling && <CancelDialog coupon={coupon} onClose={() => setCancelling(false)} />}
    </Stack>
  );
}

function Facts({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation('coupons');
  const { href } = useBrand();
  const format = useFormat();
  const nameOf = useCustomerName();
  const { customer, purchaseId } = coupon;
  const rows: [string, ReactNode][] = [
    [t('terms.kind'), coupon.summary],
    [
      t('coupon.customer'),
      customer ? (
        <Anchor component={Link} href={href(`/customers/${customer.id}`)}>
          {nameOf(customer)}
        </Anchor>
      ) : (
        t('coupon.nobody')
      ),
    ],
    ...(coupon.poolName ? [[t('pool.title'), coupon.poolName] satisfies [string, ReactNode]] : []),
    ...(coupon.pricePoints > 0
      ? [[t('coupon.price'), format.points(coupon.pricePoints)] satisfies [string, ReactNode]]
      : []),
    [t('coupon.issued'), format.moment(coupon.issuedAt)],
    [t('coupon.until'), coupon.expiresAt ? format.lastDay(coupon.expiresAt) : t('validity.forever')],
    ...(coupon.redeemedAt
      ? [[t('state.redeemed'), format.moment(coupon.redeemedAt)] satisfies [string, ReactNode]]
      : []),
    ...(purchaseId
      ? [
          [
            t('coupon.purchase'),
            <Anchor key="purchase" component={Link} href={href(`/purchases/${purchaseId}`)}>
              {coupon.discountMinor > 0
                ? t('coupon.tookOff', { money: format.money(coupon.discountMinor) })
                : t('coupon.openPurchase')}
            </Anchor>,
          ] satisfies [string, ReactNode],
        ]
      : []),
    ...(coupon.cancelledAt
      ? [
          [t('state.cancelled'), format.moment(coupon.cancelledAt)] satisfies [string, ReactNode],
          [t('cancelling.reason'), coupon.cancelReason] satisfies [string, ReactNode],
        ]
      : []),
  ];
  return (
    <Table variant="vertical" layout="fixed" aria-label={t('coupon.title')}>
      <Table.Tbody>
        {rows.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th w={150} fw={500}>
              {label}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function CancelDialog({ coupon, onClose }: { coupon: Coupon; onClose: () => void }) {
  const { t } = useTranslation('coupons');
  const format = useFormat();
  const notify = useNotify();
  const cancel = useCancelCoupon(coupon.id);
  const reason = useReason();
  async function submit() {
    if (reason.isShort) return;
    const done = await cancel.mutateAsync(reason.text).catch(() => null);
    if (!done) return;
    notify.done(
      done.returnedPoints > 0
        ? t('cancelling.doneWithPoints', { points: format.points(done.returnedPoints) })
        : t('cancelling.done'),
    );
    onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('cancelling.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <DialogForm
        submitLabel={t('cancelling.submit')}
        closeLabel={t('cancelling.keep')}
        tone="danger"
        isDisabled={reason.isShort}
        error={cancel.error}
        onSubmit={submit}
        onClose={onClose}
      >
        <Text size="md">
          {coupon.pricePoints > 0
            ? t('cancelling.bodyWithPoints', { points: format.points(coupon.pricePoints) })
            : t('cancelling.body')}
        </Text>
        <ReasonField
          label={t('cancelling.reason')}
          description={t('cancelling.reasonHelp')}
          data-autofocus
          reason={reason}
        />
      </DialogForm>
    </Modal>
  );
}
