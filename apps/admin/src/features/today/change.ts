/** How a figure moved against the period before, as a signed whole number; null when there was nothing. */
export interface Figure {
  value: number;
  previous: number;
}

/** In percent of the previous value. */
export function changePercent({ value, previous }: Figure): number | null {
  if (previous === 0) return value === 0 ? 0 : null;
  return Math.round(((value - previous) / previous) * 100);
}

/** For a figure that is a percentage itself: by how many points of it. */
export function changePoints({ value, previous }: Figure): number {
  return Math.round(value - previous);
}
