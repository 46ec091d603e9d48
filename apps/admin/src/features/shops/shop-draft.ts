/** A shop as one types it, and as the contract takes it. */
import type { OpeningInterval, Shop, ShopPlace } from '@regulars/contracts';
import type { ShopBody } from './use-shops.ts';

export interface ShopDraft {
  name: string;
  address: string;
  phone: string;
  /** "55.7594, 37.6467", as maps give it. */
  place: string;
  /** False: nothing is told about hours. */
  hasHours: boolean;
  hours: OpeningInterval[];
  closedDates: string[];
  fiscalNumbers: string[];
  taxNumbers: string[];
}

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const usual = { from: '09:00', until: '21:00' };

export function draftOf(shop: Shop | null): ShopDraft {
  return {
    name: shop?.name ?? '',
    address: shop?.address ?? '',
    phone: shop?.phone ?? '',
    place: shop?.place ? `${shop.place.latitude}, ${shop.place.longitude}` : '',
    hasHours: (shop?.hours.length ?? 0) > 0,
    hours: shop?.hours.length ? shop.hours : weekdays.map((weekday) => ({ weekday, ...usual })),
    closedDates: shop?.closedDates ?? [],
    fiscalNumbers: shop?.fiscalNumbers ?? [],
    taxNumbers: shop?.taxNumbers ?? [],
  };
}

export function bodyOf(draft: ShopDraft): ShopBody {
  return {
    name: draft.name.trim(),
    address: draft.address.trim(),
    phone: draft.phone.trim() || null,
    place: readPlace(draft.place),
    hours: draft.hasHours ? draft.hours : [],
    closedDates: draft.closedDates,
    fiscalNumbers: draft.fiscalNumbers,
    taxNumbers: draft.taxNumbers,
  };
}

/** Null for nothing, and for what is no place: `isPlaceWrong` tells them apart. */
export function readPlace(text: string): ShopPlace | null {
  const found = /^\s*(-?\d{1,2}(?:[.]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.]\d+)?)\s*$/.exec(text);
  if (!found) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

export function isPlaceWrong(text: string): boolean {
  return text.trim() !== '' && readPlace(text) === null;
}

export function mapAddress({ latitude, longitude }: ShopPlace): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}

/** One more interval of a day: after the last one, so that a break may lie between. */
export function withInterval(hours: readonly OpeningInterval[], weekday: number): OpeningInterval[] {
  const last = hours.filter((one) => one.weekday === weekday).at(-1);
  const next = last ? { weekday, from: last.until, until: '23:00' } : { weekday, ...usual };
  return inOrder([...hours, next]);
}

/** The hours of one day on every other day too. */
export function asEveryDay(hours: readonly OpeningInterval[], weekday: number): OpeningInterval[] {
  const ofDay = hours.filter((one) => one.weekday === weekday);
  return weekdays.flatMap((day) => ofDay.map((one) => ({ ...one, weekday: day })));
}

function inOrder(hours: OpeningInterval[]): OpeningInterval[] {
  return hours.sort((left, right) => left.weekday - right.weekday);
}
