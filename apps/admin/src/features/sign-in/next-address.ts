/** Where a sign-in leads to: an address inside the admin, never another site. */
export function nextAddress(next: string | null): string {
  const isInside = next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in');
  return isInside ? next : '/';
}
