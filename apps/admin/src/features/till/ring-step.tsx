/** How much? Amount or lines, points to spend, and what comes of it, live; Enter sells. */
import { Alert, Button, SegmentedControl, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { BillSummary } from './bill-summary.tsx';
import { CouponField } from './coupon-field.tsx';
import { CustomerStrip } from './customer-strip.tsx';
import type { Draft, PurchaseBody, TillCustomer } from './draft.ts';
import { emptyLine } from './draft.ts';
import { pressKey } from './keypad.ts';
import { Keypad } from './keypad-view.tsx';
import { LinesEditor } from './lines-editor.tsx';
import { ReceiptField } from './receipt-field.tsx';
import { SpendChoice } from './spend-choice.tsx';
import { typedAmount } from './typed-amount.ts';
import { useAmountKeys } from './use-amount-keys.ts';
import { useBill } from './use-bill.ts';

export interface RingStepProps {
  draft: Draft;
  /** Null for a brand without shops. */
  shopId: string | null;
  customer: TillCustomer;
  /** Their card was read a moment ago. */
  isScanned: boolean;
  onChange: (part: Partial<Draft>) => void;
  onSell: (body: PurchaseBody) => void;
  isSelling: boolean;
  /** The result lies over it. */
  isCovered: boolean;
}

export function RingStep(props: RingStepProps) {
  const { draft, shopId, customer, isScanned, onChange, onSell, isSelling, isCovered } = props;
  const { t } = useTranslation('till');
  const format = useFormat();
  const form = useRef<HTMLFormElement>(null);
  const bill = useBill(draft, shopId);
  const { submit, isWaiting } = useSubmit({ bill, draft, onSell, isSelling });
  useAmountKeys({
    isOn: !isCovered && !isSelling,
    onKey: (key) => draft.mode === 'amount' && onChange({ amount: pressKey(draft.amount, key, bill.digits) }),
    onEnter: () => form.current?.requestSubmit(),
  });
  const sellLabel = bill.result
    ? t('ring.sell', { amount: format.money(bill.result.paidMinor) })
    : t(bill.totalMinor > 0 ? 'ring.sellPlain' : 'ring.sellEmpty');
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <fieldset disabled={isSelling} className="plain-fieldset till">
        <div className="till-column">
          <CustomerStrip
            customer={customer}
            isScanned={isScanned}
            onOther={() => onChange({ customer: null, coupons: [] })}
          />
          <div className="till-side">
            <Surface>
              <SpendChoice draft={draft} bill={bill} onChange={onChange} />
              <CouponField draft={draft} bill={bill} onChange={onChange} />
              <BillSummary bill={bill} />
              <ReceiptField value={draft.receipt} onChange={(receipt) => onChange({ receipt })} />
            </Surface>
          </div>
        </div>
        <div className="till-column">
          <div className="till-entry">
            <Surface>
              <BillEntry draft={draft} digits={bill.digits} onChange={onChange} />
            </Surface>
          </div>
          <BillProblem bill={bill} />
          <Button
            type="submit"
            className="till-pay"
            size="xl"
            h={64}
            fullWidth
            loading={isSelling || isWaiting}
            disabled={
              bill.totalMinor < 1 || bill.isOverLimit || bill.isCouponRefused || draft.receipt.trim() === ''
            }
          >
            {sellLabel}
          </Button>
        </div>
      </fieldset>
    </form>
  );
}

interface BillEntryProps {
  draft: Draft;
  digits: number;
  onChange: (part: Partial<Draft>) => void;
}

function BillEntry({ draft, digits, onChange }: BillEntryProps) {
  const { t } = useTranslation('till');
  const { currency, language } = useFormat();
  function choose(mode: string) {
    const lines = draft.lines.length > 0 ? draft.lines : [emptyLine('1')];
    onChange(mode === 'lines' ? { mode: 'lines', lines } : { mode: 'amount' });
  }
  return (
    <>
      <SegmentedControl
        fullWidth
        mb="sm"
        value={draft.mode}
        onChange={choose}
        data={[
          { value: 'amount', label: t('ring.amount') },
          { value: 'lines', label: t('ring.lines') },
        ]}
      />
      {draft.mode === 'amount' ? (
        <>
          <div
            className="till-amount"
            role="status"
            aria-label={t('ring.amount')}
            data-testid="amount"
            {...(draft.amount === '' ? { 'data-empty': true } : {})}
          >
            {typedAmount(draft.amount, currency, language)}
          </div>
          <Text size="sm" c="dimmed" ta="right" mb="sm">
            {t('ring.beforePoints')}
          </Text>
          <Keypad
            extra={digits > 0 ? 'point' : 'none'}
            onPress={(key) => onChange({ amount: pressKey(draft.amount, key, digits) })}
          />
        </>
      ) : (
        <LinesEditor lines={draft.lines} digits={digits} onChange={(lines) => onChange({ lines })} />
      )}
    </>
  );
}

function BillProblem({ bill }: { bill: ReturnType<typeof useBill> }) {
  const { t } = useTranslation('till');
  const textOf = useRefusalText();
  if (!bill.error) return null;
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} />}>
      <Text size="md" mb="xs">
        {textOf(bill.error)}
      </Text>
      <Button size="xs" variant="default" onClick={bill.retry}>
        {t('retry')}
      </Button>
    </Alert>
  );
}

interface SubmitProps {
  bill: ReturnType<typeof useBill>;
  draft: Draft;
  onSell: (body: PurchaseBody) => void;
  isSelling: boolean;
}

/** Enter may come before the last reckoning: then the sale waits for it, so that what is sold was seen. */
function useSubmit({ bill, draft, onSell, isSelling }: SubmitProps) {
  const [waitingFor, setWaitingFor] = useState<string | null>(null);
  const wanted = JSON.stringify([
    draft.amount,
    draft.lines,
    draft.mode,
    draft.spend,
    draft.receipt,
    draft.coupons,
  ]);
  const isWaiting = waitingFor === wanted && !bill.error;
  const { body, isCurrent } = bill;
  useEffect(() => {
    if (!isWaiting || !isCurrent || !body) return;
    setWaitingFor(null);
    onSell(body);
  }, [isWaiting, isCurrent, body, onSell]);
  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (isSelling || !body || bill.isOverLimit || bill.isCouponRefused) return;
    setWaitingFor(wanted);
  }
  return { submit, isWaiting };
}
