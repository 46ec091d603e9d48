/** One coupon: its code for the till, huge and on white in every theme, and its conditions. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { QrCode } from '@regulars/ui/qr-code.tsx';
import { useEffect, useRef } from 'react';
import { Row, Section } from '../../app/parts/list.tsx';
import { FailedPart } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { ListSkeleton } from '../../app/parts/skeleton.tsx';
import { useStayAwake } from './use-stay-awake.ts';
import { telegram } from '../../telegram.ts';
import { useWords } from '../../words/words.tsx';
import { CouponLife } from './coupon-life.tsx';
import './coupons.css';
import { type Coupon, useCoupon } from './use-coupons.ts';

export function CouponScreen({ id }: { id: string }) {
  const { t } = useWords();
  const { data, isPending, error, refetch } = useCoupon(id);
  if (isPending) return <ListSkeleton />;
  if (!data) {
    return (
      <Screen title={t('coupons.title')} isTitleHidden>
        <FailedPart error={error} title={t('coupons.failed')} onRetry={() => void refetch()} />
      </Screen>
    );
  }
  return <CouponDetails coupon={data} />;
}

function CouponDetails({ coupon }: { coupon: Coupon }) {
  const { t } = useWords();
  const { points, money } = useFormatting();
  const isOpen = coupon.state === 'issued';
  useUsedUp(coupon.state);
  useStayAwake(isOpen);
  return (
    <Screen title={coupon.quantity > 1 ? `${coupon.title} × ${coupon.quantity}` : coupon.title}>
      {isOpen ? <Code coupon={coupon} /> : <Past coupon={coupon} />}
      <Section>
        <Row icon="check" tone="quiet" title={coupon.summary} />
        {isOpen && <Row icon="clock" tone="quiet" title={<CouponLife coupon={coupon} />} />}
        {coupon.partner && <Row icon="bag" tone="quiet" title={coupon.partner} />}
        {coupon.pricePoints > 0 && (
          <Row icon="coins" tone="quiet" title={t('coupons.paid', { price: points(coupon.pricePoints) })} />
        )}
        {coupon.discountMinor > 0 && (
          <Row icon="coins" tone="quiet" title={t('coupons.saved', { money: money(coupon.discountMinor) })} />
        )}
        {coupon.shops.map((shop) => (
          <Row
            key={shop.id}
            icon="shop"
            tone="quiet"
            title={shop.name}
            {...(shop.address ? { subtitle: shop.address } : {})}
          />
        ))}
      </Section>
      {coupon.description && (
        <Section>
          <p className="coupon-text">{coupon.description}</p>
        </Section>
      )}
    </Screen>
  );
}

function Code({ coupon }: { coupon: Coupon }) {
  const { t } = useWords();
  return (
    <div className="coupon-panel">
      <QrCode className="coupon-qr" text={coupon.qrText} label={t('coupons.qr')} />
      <p className="coupon-say">{t('coupons.orSay')}</p>
      <p className="coupon-code" data-testid="coupon-code">
        {coupon.code}
      </p>
      <p className="coupon-say">{t('coupons.show')}</p>
    </div>
  );
}

function Past({ coupon }: { coupon: Coupon }) {
  return (
    <div className="coupon-past" role="status">
      <CouponLife coupon={coupon} />
    </div>
  );
}

/** The moment at the till is felt, too. */
function useUsedUp(state: Coupon['state']): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'issued' && state === 'redeemed') telegram.haptic('success');
    before.current = state;
  }, [state]);
}
