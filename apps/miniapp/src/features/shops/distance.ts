/** How far two places are from each other, as the crow flies, and how people say it. */
import type { Language } from '@regulars/contracts';

export interface Place {
  latitude: number;
  longitude: number;
}

const earthMeters = 6_371_000;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** By the haversine formula. */
export function metersBetween(one: Place, other: Place): number {
  const north = radians(other.latitude - one.latitude);
  const east = radians(other.longitude - one.longitude);
  const chord =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * earthMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** "350 m", "1.2 km", "24 km": nobody walks by the metre. */
export function sayDistance(meters: number, language: Language): string {
  const isFar = meters >= 995;
  const shown = isFar ? meters / 1_000 : Math.max(10, Math.round(meters / 10) * 10);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isFar ? 'kilometer' : 'meter',
    maximumFractionDigits: isFar && shown < 10 ? 1 : 0,
  }).format(shown);
}
