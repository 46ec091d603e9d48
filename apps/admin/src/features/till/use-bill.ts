/** The live reckoning of the draft: what it earns, how much can be spent, what is left to pay. */
import { useDebouncedValue } from '@mantine/hooks';
import { currencyDigits } from '@regulars/contracts/points';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { type Draft, type PurchaseBody, purchaseBodyOf, totalMinorOf } from './draft.ts';

const waitMs = 220;

export function useBill(draft: Draft, shopId: string | null) {
  const { currency } = useBrand();
  const digits = currencyDigits(currency);
  const totalMinor = totalMinorOf(draft, digits);
  const plain = useCalculation(purchaseBodyOf(draft, { digits, shopId, redeemPoints: 0 }));
  const maxPoints = plain.data?.maxRedeemPoints ?? 0;
  const redeemPoints = wantedPoints(draft, maxPoints);
  const isOverLimit = plain.data !== undefined && redeemPoints > maxPoints;
  const isSpending = redeemPoints > 0 && !isOverLimit;
  const body = purchaseBodyOf(draft, { digits, shopId, redeemPoints });
  const spending = useCalculation(isSpending ? body : null);
  const shown = isSpending ? spending : plain;
  // What a coupon cannot do here, the sale would be refused for.
  const isCouponRefused = shown.data?.coupons.some(({ isApplied }) => !isApplied) ?? false;
  return {
    digits,
    totalMinor,
    maxPoints,
    redeemPoints,
    isOverLimit,
    isCouponRefused,
    /** Undefined until there is something to reckon. */
    result: totalMinor > 0 ? shown.data : undefined,
    /** Without spending: for "would earn so much more". */
    plain: plain.data,
    error: plain.error ?? spending.error,
    retry: () => void (plain.error ? plain.refetch() : spending.refetch()),
    /** What is shown belongs to what is typed, so it may be sold. */
    isCurrent: !isOverLimit && !isCouponRefused && shown.isCurrent,
    body,
  };
}

function wantedPoints({ spend }: Draft, maxPoints: number): number {
  if (spend.kind === 'none') return 0;
  return spend.kind === 'max' ? maxPoints : Number(spend.text || '0');
}

function useCalculation(body: PurchaseBody | null) {
  const { slug } = useBrand();
  const wanted = body === null ? null : JSON.stringify(body);
  const [asked] = useDebouncedValue(wanted, waitMs);
  const query = useQuery({
    queryKey: ['till', slug, 'calculate', asked],
    queryFn: ({ signal }) => {
      const known: PurchaseBody = JSON.parse(asked ?? '');
      return call('tillCalculate', { params: { slug }, body: known }, { signal });
    },
    enabled: asked !== null && wanted !== null,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  return {
    data: wanted === null ? undefined : query.data,
    error: wanted === null ? null : query.error,
    refetch: query.refetch,
    isCurrent: wanted !== null && wanted === asked && query.isSuccess && !query.isPlaceholderData,
  };
}
