/** The brand's own surface: a gradient in its colours with text that reads on both of them. */
import { readableCard } from '@regulars/ui/card-colors.ts';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { PublicBrand } from '../boot.ts';

export function MemberCard({
  brand,
  className,
  children,
}: {
  brand: PublicBrand;
  className?: string;
  children: ReactNode;
}) {
  const [from, to] = brand.cardColors;
  const style = useMemo(() => {
    const card = readableCard([from, to]);
    return { background: `linear-gradient(135deg, ${card.from}, ${card.to})`, color: card.ink };
  }, [from, to]);
  return (
    <div className={className ? `member-card ${className}` : 'member-card'} style={style}>
      {children}
    </div>
  );
}
