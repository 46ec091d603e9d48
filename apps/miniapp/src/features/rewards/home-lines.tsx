/** What the person can use and get now, in two lines of the first screen; loaded after it is drawn. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { useQuery } from '@tanstack/react-query';
import { memberKey, useApi } from '../../app/api.tsx';
import { useWords } from '../../words/words.tsx';

/** More is said as "and more". */
const counted = 100;

export function CouponsToUse() {
  const { t } = useWords();
  const { session } = useApi();
  const { data } = useQuery({
    queryKey: [...memberKey, 'coupons', 'home'],
    queryFn: ({ signal }) =>
      session.call(
        'listMyCoupons',
        { params: { slug: session.slug }, query: { of: 'open', limit: counted } },
        { signal },
      ),
  });
  if (!data) return '…';
  const [first, ...others] = data.items;
  if (!first) return t('home.noCoupons');
  return others.length === 0 ? first.title : t('home.coupons', { title: first.title, count: others.length });
}

export function RewardsInReach() {
  const { t } = useWords();
  const { points } = useFormatting();
  const { session } = useApi();
  const { data } = useQuery({
    queryKey: [...memberKey, 'rewards', 'home'],
    queryFn: ({ signal }) =>
      session.call(
        'listOfferedRewards',
        { params: { slug: session.slug }, query: { limit: counted } },
        { signal },
      ),
  });
  if (!data) return '…';
  const inReach = data.items.filter(({ availability }) => availability === 'available');
  if (inReach.length > 0) return t('home.inReach', { count: inReach.length });
  const nearest = data.items
    .filter(({ availability }) => availability === 'not_enough_points')
    .sort((one, other) => one.missingPoints - other.missingPoints)[0];
  if (!nearest) return t('home.rewardsLead');
  return t('home.nearest', { points: points(nearest.missingPoints), title: nearest.title });
}
