/** Asks the server what the invented purchase would give, a moment after the last change. */
import { useDebouncedValue } from '@mantine/hooks';
import type { SimulationBody } from '@regulars/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';

const settleMs = 250;

/** `body` is null while something is missing: then the last answer stays. */
export function useSimulation(body: SimulationBody | null) {
  const { slug } = useBrand();
  const [asked] = useDebouncedValue(JSON.stringify(body), settleMs);
  return useQuery({
    queryKey: ['earning-rules', slug, 'simulation', asked],
    queryFn: ({ signal }) => {
      const sent: SimulationBody = JSON.parse(asked);
      return call('simulateEarning', { params: { slug }, body: sent }, { signal });
    },
    enabled: asked !== 'null',
    placeholderData: keepPreviousData,
    retry: false,
  });
}
