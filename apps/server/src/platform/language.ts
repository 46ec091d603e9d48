/** Chooses the language of words for a caller: their own setting first, then what the request asks for. */
import type { Language } from '@regulars/contracts';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './callers.ts';

export function requestLanguage(
  request: Pick<FastifyRequest, 'headers'>,
  caller: Caller | null = null,
): Language {
  const asked = acceptedLanguage(request.headers['accept-language']);
  if (asked) return asked;
  if (caller && 'language' in caller) return caller.language;
  if (caller?.kind === 'telegram') return caller.user.language;
  return languages.get(request) ?? 'en';
}

const languages = new WeakMap<object, Language>();

/** For whoever answers this request later without the caller at hand. */
export function rememberLanguage(request: Pick<FastifyRequest, 'headers'>, caller: Caller): void {
  languages.set(request, requestLanguage(request, caller));
}

/** Russian for ru and for the languages whose speakers mostly read it; English for all others. */
export function languageOfCode(code: string | null | undefined): Language {
  return /^(ru|uk|be|kk|ky|uz|tg|tk|hy|az|tt|ba)\b/i.test(code ?? '') ? 'ru' : 'en';
}

/** The one of ours that the header weighs highest; null where it names neither. */
function acceptedLanguage(header: string | undefined): Language | null {
  let best: { language: Language; weight: number } | null = null;
  for (const part of header?.split(',') ?? []) {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const language = /^(ru|en)(-|$)/.exec(tag)?.[1];
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = given === undefined ? 1 : Number(given);
    if ((language !== 'ru' && language !== 'en') || !(weight > (best?.weight ?? 0))) continue;
    best = { language, weight };
  }
  return best?.language ?? null;
}
