/** Which addresses an endpoint may have. What a name leads to is judged again at each call, in post-json.ts. */
import ipaddr from 'ipaddr.js';
import type { Config } from '../config.ts';
import { refuseField } from '../platform/refusal.ts';

const words = {
  form: {
    ru: 'нужен адрес вида https://example.com/hook',
    en: 'must be an address as in https://example.com/hook',
  },
  https: { ru: 'адрес должен начинаться с https://', en: 'must begin with https://' },
  login: { ru: 'уберите из адреса имя и пароль', en: 'must have no name and password in it' },
  inside: {
    ru: 'этот адрес ведёт во внутреннюю сеть, туда мы ничего не отправляем',
    en: 'leads into a private network, where nothing is sent',
  },
};

/** The demo on somebody's own machine: there a receiver on the same machine is no stranger's door. */
export function allowsLoopback(config: Config): boolean {
  return config.telegram.sandboxUrl !== null && isLoopback(new URL(config.publicUrl).hostname);
}

/** The address in its normal form. Refuses `validation_failed` on `url`. */
export function readEndpointUrl(config: Config, text: string): string {
  if (!URL.canParse(text)) throw refuseField('url', words.form);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw refuseField('url', words.login);
  url.hash = '';
  const isOwn = isLoopback(url.hostname) && allowsLoopback(config);
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:'))
    throw refuseField('url', words.https);
  if (!isOwn && isInside(url.hostname)) throw refuseField('url', words.inside);
  return url.href;
}

/** `URL` has written decimal, octal and hexadecimal forms of IPv4 as four numbers already. */
function isInside(hostname: string): boolean {
  const host = bare(hostname);
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() !== 'unicast';
  return host === 'localhost' || host.endsWith('.localhost');
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(bare(hostname));
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
