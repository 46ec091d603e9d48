/** The brand of the address `/admin/{slug}/...`: its look, the person's role in it and what they may do. */
import type { Permission, PublicBrand, StaffMe } from '@regulars/contracts';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { call } from './api.ts';

export type StaffBrand = StaffMe['brands'][number];

interface BrandContextValue extends StaffBrand {
  /** What everyone may know of the brand: points name, point value, colours; null until it is here. */
  public: PublicBrand | null;
  may: (permission: Permission) => boolean;
  /** Address of a page of this brand: `href('/customers')`. */
  href: (path: string) => string;
}

const BrandContext = createContext<BrandContextValue | null>(null);

export const publicBrandKey = (slug: string) => ['brand', slug, 'public'] as const;

export function BrandProvider({ brand, children }: { brand: StaffBrand; children: ReactNode }) {
  const { data } = useQuery({
    queryKey: publicBrandKey(brand.slug),
    queryFn: ({ signal }) => call('getBrand', { params: { slug: brand.slug } }, { signal }),
    staleTime: 300_000,
  });
  const value = useMemo<BrandContextValue>(
    () => ({
      ...brand,
      public: data ?? null,
      may: (permission) => brand.permissions.includes(permission),
      href: (path) => `/${brand.slug}${path}`,
    }),
    [brand, data],
  );
  return <BrandContext.Provider value={value}>{children}</BrandContext.Provider>;
}

export function useBrand(): BrandContextValue {
  const brand = useContext(BrandContext);
  if (!brand) throw new Error('useBrand is used outside of a brand');
  return brand;
}
