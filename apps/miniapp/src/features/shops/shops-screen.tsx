/** Where to find the brand: shops with what is open now, nearest first for those who say where they are. */
import { ButtonRow, LinkRow, Section } from '../../app/parts/list.tsx';
import { Empty, FailedPart } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { RowSkeletons } from '../../app/parts/skeleton.tsx';
import { useWords } from '../../words/words.tsx';
import { sayDistance } from './distance.ts';
import { OpenNow } from './open-now.tsx';
import './shops.css';
import { type ShopAway, useNearest, useShops } from './use-shops.ts';

export function ShopsScreen() {
  const { t } = useWords();
  return (
    <Screen title={t('shops.title')}>
      <ShopList />
    </Screen>
  );
}

function ShopList() {
  const { t } = useWords();
  const { shops, isPending, isError, error, refetch, isNear } = useShops();
  if (isPending) {
    return (
      <div className="section-body" aria-busy="true">
        <RowSkeletons count={4} />
      </div>
    );
  }
  if (isError && shops.length === 0) {
    return <FailedPart error={error} title={t('shops.failed')} onRetry={() => void refetch()} />;
  }
  if (shops.length === 0) return <Empty title={t('shops.noneTitle')} text={t('shops.none')} drawing="cup" />;
  const canBeNear = shops.length > 1 && shops.some(({ place }) => place !== null);
  return (
    <>
      {canBeNear && !isNear && <Nearest />}
      <Section header={isNear ? t('shops.nearest') : undefined}>
        {shops.map((shop) => (
          <ShopRow key={shop.id} shop={shop} />
        ))}
      </Section>
    </>
  );
}

function Nearest() {
  const { t } = useWords();
  const { state, ask } = useNearest();
  return (
    <Section footer={state === 'failed' ? <span role="status">{t('shops.notLocated')}</span> : undefined}>
      <ButtonRow
        icon="pin"
        title={t('shops.findNearest')}
        isDisabled={state === 'asking'}
        onPress={() => void ask()}
      />
    </Section>
  );
}

function ShopRow({ shop }: { shop: ShopAway }) {
  const { language } = useWords();
  return (
    <LinkRow
      icon="shop"
      tone="quiet"
      title={shop.name}
      subtitle={
        <>
          {shop.address && <span className="shop-address">{shop.address}</span>}
          <OpenNow now={shop.now} />
        </>
      }
      after={shop.meters === null ? undefined : sayDistance(shop.meters, language)}
      to={`/shops/${shop.id}`}
    />
  );
}
