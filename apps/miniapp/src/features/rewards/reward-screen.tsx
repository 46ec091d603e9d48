/** One reward: what it is, what it costs, where and how long it can be used, and getting it. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useMember } from '../../app/api.tsx';
import { Row, Section } from '../../app/parts/list.tsx';
import { MainButton } from '../../app/parts/main-button.tsx';
import { FailedPart, ProblemNote } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { Sheet } from '../../app/parts/sheet.tsx';
import { ListSkeleton } from '../../app/parts/skeleton.tsx';
import { telegram } from '../../telegram.ts';
import { sayDate } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { RewardPicture } from './reward-picture.tsx';
import './rewards.css';
import { useObstacle } from './rewards-screen.tsx';
import { type Reward, useBuying, useReward } from './use-rewards.ts';

export function RewardScreen({ id }: { id: string }) {
  const { t } = useWords();
  const { data, isPending, error, refetch } = useReward(id);
  if (isPending) return <ListSkeleton />;
  if (!data) {
    return (
      <Screen title={t('rewards.title')} isTitleHidden>
        <FailedPart error={error} title={t('rewards.goneTitle')} onRetry={() => void refetch()} />
      </Screen>
    );
  }
  return <RewardDetails key={data.id} reward={data} />;
}

function RewardDetails({ reward }: { reward: Reward }) {
  const { t } = useWords();
  const { points } = useFormatting();
  const [isAsking, setAsking] = useState(false);
  const obstacle = useObstacle(reward);
  const price = points(reward.pricePoints * reward.quantityStep);
  return (
    <Screen title={reward.title}>
      <RewardPicture url={reward.pictureUrl} className="reward-hero" />
      <Section>
        <Row icon="coins" title={price} {...(obstacle ? { subtitle: obstacle } : {})} />
        {reward.partner && <Row icon="bag" tone="quiet" title={reward.partner} />}
      </Section>
      {reward.description && (
        <Section>
          <p className="reward-text">{reward.description}</p>
        </Section>
      )}
      <Conditions reward={reward} />
      <MainButton
        text={obstacle ?? t('rewards.get', { price })}
        isEnabled={obstacle === null}
        onPress={() => {
          telegram.haptic('tap');
          setAsking(true);
        }}
      />
      {isAsking && <BuySheet reward={reward} onClose={() => setAsking(false)} />}
    </Screen>
  );
}

function Conditions({ reward }: { reward: Reward }) {
  const { t, language } = useWords();
  const { count } = useFormatting();
  return (
    <Section header={t('rewards.conditions')}>
      <Row icon="check" tone="quiet" title={reward.summary} />
      {reward.validity && (
        <Row icon="clock" tone="quiet" title={t('rewards.validity', { validity: reward.validity })} />
      )}
      {reward.until && (
        <Row
          icon="hourglass"
          tone="quiet"
          title={t('rewards.until', { date: sayDate(reward.until, language) })}
        />
      )}
      {reward.leftCount !== null && (
        <Row icon="gift" tone="quiet" title={t('rewards.left', { left: count(reward.leftCount) })} />
      )}
      {reward.perPersonLimit !== null && (
        <Row
          icon="person"
          tone="quiet"
          title={t('rewards.perPerson', { limit: reward.perPersonLimit })}
          {...(reward.ownCount > 0 ? { subtitle: t('rewards.had', { own: reward.ownCount }) } : {})}
        />
      )}
      {reward.shops.map((shop) => (
        <Row
          key={shop.id}
          icon="shop"
          tone="quiet"
          title={shop.name}
          {...(shop.address ? { subtitle: shop.address } : {})}
        />
      ))}
    </Section>
  );
}

/** Says what will be spent and what will be left, and asks for a deliberate yes. */
function BuySheet({ reward, onClose }: { reward: Reward; onClose: () => void }) {
  const { t } = useWords();
  const { points } = useFormatting();
  const { wallet } = useMember();
  const [, navigate] = useLocation();
  const { mutate, isPending, isSuccess, error, quantity, setQuantity } = useBuying(reward, ({ coupon }) =>
    navigate(`/coupons/${coupon.id}`, { replace: true, state: { from: '/rewards', isNew: true } }),
  );
  const spent = reward.pricePoints * quantity;
  const isBusy = isPending || isSuccess;
  return (
    <Sheet title={t('rewards.confirmTitle', { title: reward.title })} onClose={onClose}>
      <Section>
        {reward.maxQuantity > reward.quantityStep && (
          <Quantity reward={reward} value={quantity} onChange={setQuantity} />
        )}
        <Row title={t('rewards.spent')} after={points(spent)} />
        <Row title={t('rewards.leftOver')} after={points(Math.max(0, wallet.available - spent))} />
      </Section>
      {error && <ProblemNote error={error} title={t('rewards.buyFailed')} />}
      <div className="sheet-actions">
        <button
          className="button"
          type="button"
          disabled={isBusy}
          aria-busy={isBusy}
          onClick={() => mutate()}
        >
          {t('rewards.confirm', { price: points(spent) })}
        </button>
        <button className="button button-quiet" type="button" onClick={onClose} disabled={isBusy}>
          {t('app.cancel')}
        </button>
      </div>
    </Sheet>
  );
}

interface QuantityProps {
  reward: Reward;
  value: number;
  onChange: (quantity: number) => void;
}

function Quantity({
  reward: { quantityStep, affordableQuantity, maxQuantity },
  value,
  onChange,
}: QuantityProps) {
  const { t } = useWords();
  const most = Math.min(maxQuantity, affordableQuantity);
  const step = (by: number) => {
    telegram.haptic('select');
    onChange(Math.min(most, Math.max(quantityStep, value + by)));
  };
  return (
    <div className="row stepper">
      <span className="row-text">{t('rewards.quantity')}</span>
      <button
        type="button"
        aria-label={t('rewards.fewer')}
        disabled={value <= quantityStep}
        onClick={() => step(-quantityStep)}
      >
        −
      </button>
      <output>{value}</output>
      <button
        type="button"
        aria-label={t('rewards.moreOfIt')}
        disabled={value + quantityStep > most}
        onClick={() => step(quantityStep)}
      >
        +
      </button>
    </div>
  );
}
