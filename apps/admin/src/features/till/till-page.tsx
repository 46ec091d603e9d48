/** The till: find the customer, ring up the amount, see the result; then the next one. */
import { Alert } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { chime, useSound } from './chime.ts';
import { CouponDialog } from './coupon-dialog.tsx';
import type { TillCustomer } from './draft.ts';
import { FindStep } from './find-step.tsx';
import { ResultScreen } from './result-screen.tsx';
import { RingStep } from './ring-step.tsx';
import type { SoughtCustomer } from './scan-text.ts';
import { ShopMenu, ShopStep } from './shop-step.tsx';
import './till.css';
import { useDraft } from './use-draft.ts';
import { useSale } from './use-sale.ts';
import { useTillShop } from './use-till-shop.ts';

export function TillPage() {
  const { t } = useTranslation('till');
  const { place, choose } = useTillShop();
  if (place.kind !== 'ready') {
    return (
      <Page title={t('title')}>
        <ShopStep place={place} onChoose={choose} />
      </Page>
    );
  }
  const { shop, shops } = place;
  return (
    <Page title={t('title')} actions={shop && <ShopMenu shop={shop} shops={shops} onChoose={choose} />}>
      <Till shopId={shop?.id ?? null} />
    </Page>
  );
}

function Till({ shopId }: { shopId: string | null }) {
  const till = useDraft();
  const { draft, change, remember } = till;
  const sale = useSale(till);
  const choose = useCallback(
    (customer: TillCustomer) => {
      remember(customer);
      change({ customer, spend: { kind: 'none' } });
    },
    [remember, change],
  );
  const scan = useScan();
  const [coupon, setCoupon] = useState<string | null>(null);
  const [, setAddress] = useAddressState({ customer: '' });
  function greet(customer: TillCustomer, sought: SoughtCustomer) {
    scan.remember(customer, sought);
    choose(customer);
  }
  return (
    <>
      {draft.customer ? (
        <RingStep
          draft={draft}
          shopId={shopId}
          customer={draft.customer}
          isScanned={scan.customerId === draft.customer.id}
          onChange={change}
          onSell={sale.sell}
          isSelling={sale.state.phase === 'sending'}
          isCovered={sale.state.phase !== 'idle' && sale.state.phase !== 'sending'}
        />
      ) : (
        <FindStep
          recent={till.recent}
          usedCard={scan.card}
          onChosen={choose}
          onFound={greet}
          onCoupon={setCoupon}
          isCovered={sale.state.phase !== 'idle' || coupon !== null}
        />
      )}
      {coupon !== null && (
        <CouponDialog
          code={coupon}
          shopId={shopId}
          onClose={() => setCoupon(null)}
          onPurchase={(code, customerId) => {
            setCoupon(null);
            change({ coupons: [code] });
            if (customerId !== null) setAddress({ customer: customerId });
          }}
        />
      )}
      {!draft.customer && draft.coupons.length > 0 && (
        <WaitingCoupon onDrop={() => change({ coupons: [] })} />
      )}
      <ResultScreen
        state={sale.state}
        receipt={draft.receipt}
        onClose={sale.reset}
        onTryAgain={sale.tryAgain}
        onOtherCustomer={() => {
          sale.reset();
          change({ customer: null, coupons: [] });
        }}
      />
    </>
  );
}

/** A coupon that is nobody's goes with whoever is found next. */
function WaitingCoupon({ onDrop }: { onDrop: () => void }) {
  const { t } = useTranslation('till');
  return (
    <Alert
      variant="light"
      mt="md"
      role="status"
      withCloseButton
      closeButtonLabel={t('cancel')}
      onClose={onDrop}
    >
      {t('coupon.waiting')}
    </Alert>
  );
}

/** The last card that found someone, confirmed by sound and touch: the cashier need not look up. */
function useScan() {
  const [last, setLast] = useState<{ card: string; customerId: string } | null>(null);
  const { isOn } = useSound();
  function remember(customer: TillCustomer, sought: SoughtCustomer) {
    setLast('card' in sought ? { card: sought.card, customerId: customer.id } : null);
    if (isOn) chime('found');
    navigator.vibrate?.(40);
  }
  return { card: last?.card ?? null, customerId: last?.customerId ?? null, remember };
}
