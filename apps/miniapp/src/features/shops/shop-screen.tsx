/** One shop: whether it is open, its week, and the ways to it. */
import { NotFoundScreen, FailedPart } from '../../app/parts/problem-screen.tsx';
import { ButtonRow, Row, Section } from '../../app/parts/list.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { ListSkeleton } from '../../app/parts/skeleton.tsx';
import { telegram } from '../../telegram.ts';
import { useWords } from '../../words/words.tsx';
import { sayDistance } from './distance.ts';
import { OpenNow, useWeekdayName } from './open-now.tsx';
import './shops.css';
import { type ShopAway, useShops } from './use-shops.ts';

export function ShopScreen({ id }: { id: string }) {
  const { t, language } = useWords();
  const { shops, weekday, isPending, isError, error, refetch } = useShops();
  if (isPending) return <ListSkeleton />;
  const shop = shops.find((one) => one.id === id);
  if (!shop) {
    if (!isError) return <NotFoundScreen />;
    return (
      <Screen title={t('shops.title')}>
        <FailedPart error={error} title={t('shops.failed')} onRetry={() => void refetch()} />
      </Screen>
    );
  }
  return (
    <Screen title={shop.name}>
      <Section>
        {shop.now.kind !== 'untold' && <Row icon="clock" tone="quiet" title={<OpenNow now={shop.now} />} />}
        {shop.address && (
          <Row
            icon="pin"
            tone="quiet"
            title={shop.address}
            {...(shop.meters === null
              ? {}
              : { subtitle: t('shops.away', { distance: sayDistance(shop.meters, language) }) })}
          />
        )}
      </Section>
      <Ways shop={shop} />
      {shop.hours.length > 0 && <Week shop={shop} today={weekday} />}
    </Screen>
  );
}

function Ways({ shop: { place, phone } }: { shop: ShopAway }) {
  const { t } = useWords();
  if (!place && !phone) return null;
  return (
    <Section>
      {place && (
        <ButtonRow
          icon="pin"
          title={t('shops.onMap')}
          onPress={() => telegram.openExternal(mapAddress(place))}
        />
      )}
      {phone && (
        <a className="shop-call" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
          <Row icon="phone" title={t('shops.call')} after={phone} />
        </a>
      )}
    </Section>
  );
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];

function Week({ shop: { hours }, today }: { shop: ShopAway; today: number }) {
  const { t } = useWords();
  const dayName = useWeekdayName();
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return (
    <Section header={t('shops.hours')}>
      {weekdays.map((weekday) => {
        const times = hours.filter((one) => one.weekday === weekday);
        const shown = times.map(({ from, until }) =>
          from === until ? t('shops.roundTheClock') : `${from}–${until}`,
        );
        const day = capital(dayName(weekday, 'long'));
        return (
          <Row
            key={weekday}
            title={weekday === today ? <strong>{day}</strong> : day}
            after={shown.length > 0 ? shown.join(', ') : t('shops.dayOff')}
          />
        );
      })}
    </Section>
  );
}

function mapAddress({ latitude, longitude }: { latitude: number; longitude: number }): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}
