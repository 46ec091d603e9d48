/** Refunding: all, an amount or lines; says what will happen, asks once, and tells what happened. */
import { Group, Modal, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import type { CallOutput } from '@regulars/client';
import { currencyDigits } from '@regulars/contracts/points';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { OutcomeDone, OutcomePreview } from '../../app/parts/outcome.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { parseAmount } from '../till/keypad.ts';
import { receiptNumber } from '../till/receipt-number.ts';
import type { PurchaseDetails } from './purchase-panel.tsx';
import { leftToRefundMinor, linesAmountMinor } from './refund-amount.ts';
import { type RefundBody, useRefund, useRefundForecast } from './use-purchases.ts';

type Kind = 'all' | 'amount' | 'lines';

interface RefundDialogProps {
  purchase: PurchaseDetails;
  onClose: () => void;
}

export function RefundDialog({ purchase, onClose }: RefundDialogProps) {
  const { t } = useTranslation('purchases');
  const [done, setDone] = useState<CallOutput<'refundPurchaseByStaff'> | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(done ? 'refund.doneTitle' : 'refund.title', { receipt: purchase.externalId })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {done ? (
        <Done refund={done} onClose={onClose} />
      ) : (
        <RefundForm purchase={purchase} onClose={onClose} onDone={setDone} />
      )}
    </Modal>
  );
}

interface RefundFormProps extends RefundDialogProps {
  onDone: (refund: CallOutput<'refundPurchaseByStaff'>) => void;
}

function RefundForm({ purchase, onClose, onDone }: RefundFormProps) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  const form = useRefundForm(purchase);
  const refund = useRefund(purchase.id, form.body);
  const left = leftToRefundMinor(purchase);
  const isTooMuch = form.amountMinor > left;
  const isPart = form.amountMinor > 0 && !isTooMuch;
  const isReady = isPart && form.body.externalId !== '';
  const forecast = useRefundForecast(purchase.id, form.body, isPart);
  async function submit() {
    if (!isReady) return;
    const made = await refund.mutateAsync().catch(() => null);
    if (made) onDone(made);
  }
  const kinds = (['all', 'amount', 'lines'] as const).filter(
    (kind) => kind !== 'lines' || purchase.lines.length > 0,
  );
  return (
    <DialogForm
      submitLabel={t('refund.submit', { amount: format.money(isTooMuch ? 0 : form.amountMinor) })}
      tone="danger"
      isDisabled={!isReady}
      error={refund.error ?? forecast.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <SegmentedControl
        fullWidth
        value={form.kind}
        onChange={(chosen) => form.setKind(kinds.find((kind) => kind === chosen) ?? 'all')}
        data={kinds.map((kind) => ({ value: kind, label: t(`refund.kind.${kind}`) }))}
      />
      {form.kind === 'amount' && (
        <MoneyInput
          label={t('refund.amount')}
          description={t('refund.amountHelp', { left: format.money(left) })}
          data-autofocus
          value={form.amount}
          onChange={(value) => form.setAmount(String(value))}
          error={isTooMuch ? t('refund.tooMuch', { left: format.money(left) }) : null}
        />
      )}
      {form.kind === 'lines' && (
        <RefundLines lines={purchase.lines} value={form.quantities} onChange={form.setQuantities} />
      )}
      <TextInput
        label={t('refund.number')}
        description={t('refund.numberHelp')}
        maxLength={128}
        value={form.number}
        onChange={(event) => form.setNumber(event.currentTarget.value)}
        error={form.number.trim() === '' ? t('field.required') : null}
      />
      {forecast.data && <Forecast refund={forecast.data} />}
    </DialogForm>
  );
}

function useRefundForm(purchase: PurchaseDetails) {
  const { currency, zone } = useBrand();
  const [kind, setKind] = useState<Kind>('all');
  const [amount, setAmount] = useState('');
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [number, setNumber] = useState(() => receiptNumber(new Date(), zone, Math.random, 'R'));
  const typedMinor = parseAmount(amount, currencyDigits(currency)) ?? 0;
  const amountMinor =
    kind === 'all'
      ? leftToRefundMinor(purchase)
      : kind === 'amount'
        ? typedMinor
        : linesAmountMinor(purchase.lines, quantities);
  const lines = Object.entries(quantities)
    .filter(([, quantity]) => quantity > 0)
    .map(([id, quantity]) => ({ id, quantity }));
  const body: RefundBody = {
    externalId: number.trim(),
    ...(kind === 'amount' ? { amountMinor: typedMinor } : {}),
    ...(kind === 'lines' ? { lines } : {}),
  };
  return {
    kind,
    setKind,
    amount,
    setAmount,
    quantities,
    setQuantities,
    number,
    setNumber,
    amountMinor,
    body,
  };
}

interface RefundLinesProps {
  lines: PurchaseDetails['lines'];
  value: Record<string, number>;
  onChange: (value: Record<string, number>) => void;
}

function RefundLines({ lines, value, onChange }: RefundLinesProps) {
  const { t } = useTranslation('purchases');
  return (
    <Stack gap="sm">
      {lines.map((line) => {
        const most = line.quantity - line.refundedQuantity;
        return (
          <Group key={line.id} justify="space-between" wrap="nowrap">
            <Text size="md">{line.name ?? line.sku ?? t('panel.line', { id: line.id })}</Text>
            <NumberInput
              w={130}
              aria-label={t('refund.quantityOf', { name: line.name ?? line.id })}
              min={0}
              max={most}
              clampBehavior="strict"
              allowDecimal={false}
              disabled={most === 0}
              suffix={` / ${most}`}
              value={value[line.id] ?? 0}
              onChange={(quantity) => onChange({ ...value, [line.id]: Number(quantity) || 0 })}
            />
          </Group>
        );
      })}
    </Stack>
  );
}

function Forecast({ refund }: { refund: CallOutput<'calculateRefundByStaff'> }) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  const { moneyMinor, reversedPoints, returnedPoints } = refund;
  return (
    <OutcomePreview
      title={t('refund.willPay', { money: format.money(moneyMinor) })}
      lines={[
        reversedPoints > 0 ? t('refund.willReverse', { points: format.points(reversedPoints) }) : null,
        returnedPoints > 0 ? t('refund.willReturn', { points: format.points(returnedPoints) }) : null,
      ]}
    />
  );
}

interface DoneProps {
  refund: CallOutput<'refundPurchaseByStaff'>;
  onClose: () => void;
}

function Done({ refund, onClose }: DoneProps) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  const { moneyMinor, reversedPoints, returnedPoints, wallet } = refund;
  return (
    <OutcomeDone
      title={t('refund.didPay', { money: format.money(moneyMinor) })}
      lines={[
        reversedPoints > 0 ? t('refund.didReverse', { points: format.points(reversedPoints) }) : null,
        returnedPoints > 0 ? t('refund.didReturn', { points: format.points(returnedPoints) }) : null,
        t('refund.balance', { points: format.points(wallet.available) }),
      ]}
      finishLabel={t('refund.finish')}
      onClose={onClose}
    />
  );
}
