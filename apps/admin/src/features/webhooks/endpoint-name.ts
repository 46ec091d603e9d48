/** How an endpoint is called on the screen. */
import type { Endpoint } from './use-webhooks.ts';

export function endpointName({ description, url }: Pick<Endpoint, 'description' | 'url'>): string {
  return description === '' ? new URL(url).host : description;
}
