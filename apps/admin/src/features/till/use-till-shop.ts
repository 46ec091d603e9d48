/** The shop the cashier works in today: chosen once on this device, remembered, and changed at any time. */
import { useLocalStorage } from '@mantine/hooks';
import { useBrand } from '../../app/brand.tsx';
import { useStaff } from '../../app/session.tsx';
import { useShops } from '../shops/use-shops.ts';

export interface TillShop {
  id: string;
  name: string;
  address: string;
}

export type TillPlace =
  | { kind: 'loading' }
  /** The person works in no shop that is open to business. */
  | { kind: 'nowhere' }
  | { kind: 'unknown'; error: unknown; retry: () => void }
  /** Several, and none is chosen yet. */
  | { kind: 'choosing'; shops: TillShop[] }
  /** `shop` is null for a brand without shops; `shops` are those to change to. */
  | { kind: 'ready'; shop: TillShop | null; shops: TillShop[] };

export function useTillShop(): { place: TillPlace; choose: (id: string) => void } {
  const { slug } = useBrand();
  const { id } = useStaff();
  const query = useShops();
  const [chosen, setChosen] = useLocalStorage({
    key: `regulars.till.shop.${slug}.${id}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  return { place: placeOf(query, chosen), choose: setChosen };
}

function placeOf({ data, error, refetch }: ReturnType<typeof useShops>, chosen: string): TillPlace {
  if (!data) return error ? { kind: 'unknown', error, retry: () => void refetch() } : { kind: 'loading' };
  const working = data.items.filter(({ isArchived }) => !isArchived);
  const shops = working.filter(({ isMine }) => isMine);
  const isBound = data.items.some(({ isMine }) => !isMine);
  if (shops.length === 0) return isBound ? { kind: 'nowhere' } : { kind: 'ready', shop: null, shops };
  const shop = shops.find(({ id }) => id === chosen) ?? (shops.length === 1 ? shops[0] : undefined);
  return shop ? { kind: 'ready', shop, shops } : { kind: 'choosing', shops };
}
