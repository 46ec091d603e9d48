/** A level as a badge shows it. */
import type { TierBadge } from '@regulars/contracts';
import type { Level } from './tier-programme.ts';

export function badgeOf(level: Pick<Level, 'id' | 'nameRu' | 'nameEn' | 'color'>): TierBadge {
  return { id: level.id, name: { ru: level.nameRu, en: level.nameEn }, color: level.color };
}
