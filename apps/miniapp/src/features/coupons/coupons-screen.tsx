/** Own coupons, what ends first in front; a code from a letter or a leaflet is typed here. */
import { useState } from 'react';
import { ButtonRow, LinkRow, Section } from '../../app/parts/list.tsx';
import { Empty, FailedPart } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { RowSkeletons } from '../../app/parts/skeleton.tsx';
import { telegram } from '../../telegram.ts';
import { useWords } from '../../words/words.tsx';
import { ClaimSheet } from './claim-sheet.tsx';
import { CouponLife } from './coupon-life.tsx';
import './coupons.css';
import { useCoupons } from './use-coupons.ts';

const shelves = ['open', 'past'] as const;

export function CouponsScreen() {
  const { t } = useWords();
  const [of, setOf] = useState<(typeof shelves)[number]>('open');
  const [isTyping, setTyping] = useState(false);
  return (
    <Screen title={t('coupons.title')}>
      <Section>
        <ButtonRow icon="edit" title={t('coupons.enter')} onPress={() => setTyping(true)} />
        <LinkRow icon="gift" title={t('coupons.toRewards')} to="/rewards" />
      </Section>
      <fieldset className="choice coupons-choice" aria-label={t('coupons.title')}>
        {shelves.map((shelf) => (
          <button
            key={shelf}
            type="button"
            aria-pressed={shelf === of}
            onClick={() => {
              telegram.haptic('select');
              setOf(shelf);
            }}
          >
            {t(`coupons.${shelf}`)}
          </button>
        ))}
      </fieldset>
      <CouponList key={of} of={of} />
      {isTyping && <ClaimSheet onClose={() => setTyping(false)} />}
    </Screen>
  );
}

function CouponList({ of }: { of: 'open' | 'past' }) {
  const { t } = useWords();
  const { coupons, isPending, isError, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useCoupons(of);
  if (isPending) {
    return (
      <div className="section-body" aria-busy="true">
        <RowSkeletons count={3} />
      </div>
    );
  }
  if (isError && coupons.length === 0) {
    return <FailedPart error={error} title={t('coupons.failed')} onRetry={() => void refetch()} />;
  }
  if (coupons.length === 0) {
    return of === 'open' ? (
      <Empty title={t('coupons.noneTitle')} text={t('coupons.none')} drawing="cup" />
    ) : (
      <Empty title={t('coupons.nonePastTitle')} text={t('coupons.nonePast')} drawing="hourglass" />
    );
  }
  return (
    <>
      <Section>
        {coupons.map((coupon) => (
          <LinkRow
            key={coupon.id}
            icon="ticket"
            tone={of === 'open' ? 'accent' : 'quiet'}
            title={coupon.quantity > 1 ? `${coupon.title} × ${coupon.quantity}` : coupon.title}
            subtitle={<CouponLife coupon={coupon} />}
            to={`/coupons/${coupon.id}`}
          />
        ))}
      </Section>
      {hasNextPage && (
        <button
          className="button button-quiet"
          type="button"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('coupons.more')}
        </button>
      )}
    </>
  );
}
