/** Where a kept picture of a level is seen. */
import { useTiers } from './use-tiers.ts';

export function useTierPictureUrl(): (picture: string | null) => string | null {
  const { data } = useTiers();
  return (picture) => (picture && data ? `${data.picturesAt}${picture}` : null);
}
