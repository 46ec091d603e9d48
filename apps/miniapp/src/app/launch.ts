/** Reads from the address and the launch link which brand is meant and which screen to open first. */

const startScreens: Record<string, string> = {
  card: '/card',
  history: '/history',
  profile: '/profile',
  home: '/',
};

/** The brand of `/app/{slug}/...`, or null on any other path. */
export function slugOf(pathname: string): string | null {
  return /^\/app\/([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)(?:\/|$)/.exec(pathname)?.[1] ?? null;
}

/** The value of `startapp` in the link that opened the app; chosen by whoever made the link. */
export function startParamOf({ search, hash }: { search: string; hash: string }): string | null {
  const name = 'tgWebAppStartParam';
  return new URLSearchParams(hash.slice(1)).get(name) ?? new URLSearchParams(search).get(name);
}

/** Where a `startapp` value leads; null for values that mean something else, such as a referral. */
export function startScreenOf(startParam: string | null): string | null {
  return startParam && Object.hasOwn(startScreens, startParam) ? (startScreens[startParam] ?? null) : null;
}

/** Settings that the server writes into the page: the sandbox's origin, null in production. */
export function readPageConfig(documentRoot: Document): { sandboxOrigin: string | null } {
  const text = documentRoot.getElementById('regulars-config')?.textContent;
  try {
    const config: unknown = JSON.parse(text ?? '{}');
    if (typeof config === 'object' && config !== null && 'sandboxOrigin' in config) {
      const { sandboxOrigin } = config;
      if (typeof sandboxOrigin === 'string') return { sandboxOrigin };
    }
  } catch {
    // An unreadable block means the same as none: production.
  }
  return { sandboxOrigin: null };
}
