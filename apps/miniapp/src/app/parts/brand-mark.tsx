/** The brand's logo, or its first letter where there is none. */
import type { PublicBrand } from '../boot.ts';

export function BrandMark({ brand, className }: { brand: PublicBrand; className?: string }) {
  const classes = className ? `brand-mark ${className}` : 'brand-mark';
  if (brand.logoUrl) return <img className={classes} src={brand.logoUrl} alt="" width="40" height="40" />;
  return (
    <span className={classes} aria-hidden="true">
      {brand.name.trim().charAt(0).toLocaleUpperCase()}
    </span>
  );
}
