// setWebhook, deleteWebhook and getWebhookInfo.
import { z } from 'zod';
import { defineMethod } from '../define-method.ts';
import { badRequest, tooManyRequests } from '../errors.ts';
import { flagParameter, integerParameter, textParameter } from '../parameters.ts';
import { isLoopbackHost } from '../reply-markup.ts';
import { allowedUpdatesParameter, renewAllowedUpdates } from './get-updates.ts';

const ALLOWED_PORTS = ['', '443', '80', '88', '8443'];

export const setWebhook = defineMethod({
  name: 'setWebhook',
  parameters: z.object({
    url: textParameter,
    ip_address: textParameter,
    max_connections: integerParameter,
    allowed_updates: allowedUpdatesParameter,
    drop_pending_updates: flagParameter,
    secret_token: textParameter,
  }),
  run: async ({ world, bot, uploads }, parameters) => {
    const url = parameters.url ?? '';
    const secretToken = parameters.secret_token ?? null;
    if (url !== '') checkWebhookUrl(url);
    if (secretToken !== null && secretToken !== '') checkSecret(secretToken);
    if (parameters.drop_pending_updates) world.queueOf(bot).drop();
    bot.allowedUpdates = renewAllowedUpdates(bot.allowedUpdates, parameters.allowed_updates);
    const webhook = {
      url,
      secretToken: secretToken === '' ? null : secretToken,
      maxConnections: Math.min(Math.max(parameters.max_connections ?? 40, 1), 100),
      ipAddress: parameters.ip_address ?? null,
      hasCustomCertificate: uploads.has('certificate'),
    };
    if (world.rateLimits.isOn && bot.webhook && world.isWebhookFresh(bot)) throw tooManyRequests(1);
    await world.setWebhook(bot, url === '' ? null : webhook);
    return true;
  },
});

export const deleteWebhook = defineMethod({
  name: 'deleteWebhook',
  parameters: z.object({ drop_pending_updates: flagParameter }),
  run: async ({ world, bot }, parameters) => {
    if (parameters.drop_pending_updates) world.queueOf(bot).drop();
    if (bot.webhook) await world.setWebhook(bot, null);
    return true;
  },
});

export const getWebhookInfo = defineMethod({
  name: 'getWebhookInfo',
  parameters: z.object({}),
  run: ({ world, bot }) => {
    const lastError = world.lastWebhookError(bot);
    return {
      url: bot.webhook?.url ?? '',
      has_custom_certificate: bot.webhook?.hasCustomCertificate ?? false,
      pending_update_count: world.queueOf(bot).size,
      ...(bot.webhook ? { max_connections: bot.webhook.maxConnections } : {}),
      ...(bot.webhook?.ipAddress ? { ip_address: bot.webhook.ipAddress } : {}),
      ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
      ...(bot.allowedUpdates ? { allowed_updates: bot.allowedUpdates } : {}),
    };
  },
});

/** Telegram wants HTTPS on four ports; this machine's own addresses may be plain and anywhere. */
function checkWebhookUrl(address: string): void {
  if (!URL.canParse(address)) throw badRequest('bad webhook: Wrong HTTP URL');
  const url = new URL(address);
  if (isLoopbackHost(url.hostname) && /^https?:$/.test(url.protocol)) return;
  if (url.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!ALLOWED_PORTS.includes(url.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

function checkSecret(secretToken: string): void {
  if (secretToken.length > 256) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]+$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
}
