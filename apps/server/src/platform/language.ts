/** Chooses the language of words for a caller: their own setting first, then what the request asks for. */
import type { Language } from '@regulars/contracts';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './callers.ts';

export function requestLanguage(request: FastifyRequest, caller: Caller | null = null): Language {
  const asked = acceptedLanguage(request.headers['accept-language']);
  if (asked) return asked;
  if (caller && 'language' in caller) return caller.language;
  if (caller?.kind === 'telegram') return caller.user.language;
  return 'en';
}

/** Russian for ru and for the languages whose speakers mostly read it; English for all others. */
export function languageOfCode(code: string | null | undefined): Language {
  return /^(ru|uk|be|kk|ky|uz|tg|tk|hy|az|tt|ba)\b/i.test(code ?? '') ? 'ru' : 'en';
}

function acceptedLanguage(header: string | undefined): Language | null {
  const first = header?.split(',')[0]?.trim().toLowerCase();
  if (!first || first === '*') return null;
  if (first.startsWith('ru')) return 'ru';
  return first.startsWith('en') ? 'en' : null;
}
