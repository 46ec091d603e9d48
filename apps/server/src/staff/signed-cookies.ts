/** Reads the cookies that sign-in sets: `__Host-` names, values signed with the deployment's secret. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `__Host-` binds a cookie to this host, to HTTPS (or localhost) and to the whole path. */
export const cookiePrefix = '__Host-regulars';
export const sessionCookie = `${cookiePrefix}.session_token`;
/** Stands between password and second factor. */
export const challengeCookie = `${cookiePrefix}.two_factor`;

/** The value, or null when the cookie is missing or its signature is not ours. */
export function readSignedCookie(header: string | undefined, name: string, secret: string): string | null {
  const raw = findCookie(header ?? '', name);
  if (raw === null) return null;
  const text = decode(raw);
  const dot = text.lastIndexOf('.');
  if (dot < 1) return null;
  const value = text.slice(0, dot);
  const given = Buffer.from(text.slice(dot + 1), 'base64');
  const wanted = createHmac('sha256', secret).update(value).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? value : null;
}

function findCookie(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

function decode(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
