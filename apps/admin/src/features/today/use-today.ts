/** The figures of a period, asked again every half minute while the page is looked at. */
import type { Today } from '@regulars/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';

const refreshMs = 30_000;
export type Period = Today['period'];

export function useToday(period: Period) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['today', slug, period],
    queryFn: ({ signal }) => call('getToday', { params: { slug }, query: { period } }, { signal }),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}
