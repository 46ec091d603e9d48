// Bridge methods that lead out of the Mini App: links, invoices, data for the bot, inline mode, downloads.
import { z } from 'zod';
import { bridgeMethod } from '../bridge-method.ts';
import { ask } from './dialogs.ts';

const dataLimitBytes = 4096;

export const linkMethods = {
  web_app_open_link: bridgeMethod(
    '6.0',
    z.looseObject({ url: z.url({ protocol: /^https?$/ }) }),
    (context, params) =>
      ask(
        context,
        'link',
        params.url,
        (isAgreed) => isAgreed && context.surroundings.openOutside(params.url),
      ),
  ),
  web_app_open_tg_link: bridgeMethod(
    '6.1',
    z.looseObject({ path_full: z.string().min(2) }),
    (context, params) => {
      context.surroundings
        .openTelegramLink(`https://t.me${params.path_full}`)
        .catch((error: unknown) => context.note('web_app_open_tg_link', String(error)));
    },
  ),
  web_app_open_invoice: bridgeMethod('6.1', z.looseObject({ slug: z.string() }), (context, params) => {
    context.note('web_app_open_invoice', 'payments are off');
    context.emit('invoice_closed', { slug: params.slug, status: 'failed' });
  }),
  web_app_data_send: bridgeMethod('6.0', z.looseObject({ data: z.string().min(1) }), (context, params) => {
    const isTooLong = new TextEncoder().encode(params.data).length > dataLimitBytes;
    if (isTooLong) return context.note('web_app_data_send', `over ${dataLimitBytes} bytes`);
    context.surroundings
      .sendData(params.data)
      .then(() => context.surroundings.close())
      .catch((error: unknown) => context.note('web_app_data_send', String(error)));
  }),
  web_app_switch_inline_query: bridgeMethod(
    '6.7',
    z.looseObject({ query: z.string().max(256) }),
    (context, params) => {
      context.surroundings.composeText(params.query);
      context.surroundings.close();
    },
  ),
  web_app_request_file_download: bridgeMethod(
    '8.0',
    z.looseObject({ url: z.url(), file_name: z.string() }),
    (context, params) =>
      ask(context, 'download', params.file_name, (isAgreed) => {
        context.emit('file_download_requested', { status: isAgreed ? 'downloading' : 'cancelled' });
        if (isAgreed) context.surroundings.openOutside(params.url);
      }),
  ),
};
