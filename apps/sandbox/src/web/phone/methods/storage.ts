// Bridge methods that keep values for the Mini App: custom methods (CloudStorage), device and secure storage.
import { z } from 'zod';
import { bridgeMethod, type MethodContext } from '../bridge-method.ts';

const cloudKeyLimit = 1024;
const cloudValueLimit = 4096;
const secureKeyLimit = 10;
const cloudKey = /^[A-Za-z0-9_-]{1,128}$/;

const request = z.looseObject({ req_id: z.string() });
const keyRequest = request.extend({ key: z.string() });
const valueRequest = keyRequest.extend({ value: z.string().nullable() });
const customCall = request.extend({ method: z.string(), params: z.unknown().optional() });

type Outcome = { result: unknown } | { error: string };

export const storageMethods = {
  web_app_invoke_custom_method: bridgeMethod('6.9', customCall, (context, params) => {
    const outcome = invokeCustomMethod(context, params.method, params.params);
    context.emit('custom_method_invoked', { req_id: params.req_id, ...outcome });
  }),
  web_app_device_storage_save_key: bridgeMethod('9.0', valueRequest, (context, params) => {
    saveValue(context, 'device', params.key, params.value);
    context.emit('device_storage_key_saved', { req_id: params.req_id });
  }),
  web_app_device_storage_get_key: bridgeMethod('9.0', keyRequest, (context, params) => {
    const value = context.surroundings.storage.read('device')[params.key] ?? null;
    context.emit('device_storage_key_received', { req_id: params.req_id, value });
  }),
  web_app_device_storage_clear: bridgeMethod('9.0', request, (context, params) => {
    context.surroundings.storage.write('device', {});
    context.emit('device_storage_cleared', { req_id: params.req_id });
  }),
  web_app_secure_storage_save_key: bridgeMethod('9.0', valueRequest, (context, params) => {
    const values = context.surroundings.storage.read('secure');
    const isFull = !(params.key in values) && Object.keys(values).length >= secureKeyLimit;
    if (isFull && params.value !== null) {
      return context.emit('secure_storage_failed', { req_id: params.req_id, error: 'QUOTA_EXCEEDED' });
    }
    saveValue(context, 'secure', params.key, params.value);
    context.emit('secure_storage_key_saved', { req_id: params.req_id });
  }),
  web_app_secure_storage_get_key: bridgeMethod('9.0', keyRequest, (context, params) => {
    const value = context.surroundings.storage.read('secure')[params.key] ?? null;
    context.emit('secure_storage_key_received', { req_id: params.req_id, value, can_restore: false });
  }),
  web_app_secure_storage_restore_key: bridgeMethod('9.0', keyRequest, (context, params) =>
    context.emit('secure_storage_failed', { req_id: params.req_id, error: 'RESTORE_UNAVAILABLE' }),
  ),
  web_app_secure_storage_clear: bridgeMethod('9.0', request, (context, params) => {
    context.surroundings.storage.write('secure', {});
    context.emit('secure_storage_cleared', { req_id: params.req_id });
  }),
};

function invokeCustomMethod(context: MethodContext, method: string, rawParams: unknown): Outcome {
  switch (method) {
    case 'getCurrentTime':
      return { result: Math.floor(Date.now() / 1000) };
    case 'getRequestedContact':
      return requestedContact(context);
    case 'getStorageKeys':
      return { result: Object.keys(context.surroundings.storage.read('cloud')) };
    case 'getStorageValues':
      return readCloudValues(context, rawParams);
    case 'saveStorageValue':
      return saveCloudValue(context, rawParams);
    case 'deleteStorageValues':
      return deleteCloudValues(context, rawParams);
    default:
      return { error: 'METHOD_NOT_FOUND' };
  }
}

function requestedContact(context: MethodContext): Outcome {
  const { contactResponse } = context.state();
  return contactResponse === null ? { error: 'CONTACT_NOT_FOUND' } : { result: contactResponse };
}

const keysParams = z.object({ keys: z.union([z.string().transform((key) => [key]), z.array(z.string())]) });

function readCloudValues(context: MethodContext, rawParams: unknown): Outcome {
  const parsed = keysParams.safeParse(rawParams);
  if (!parsed.success) return { error: 'KEYS_INVALID' };
  const values = context.surroundings.storage.read('cloud');
  return { result: Object.fromEntries(parsed.data.keys.map((key) => [key, values[key] ?? ''])) };
}

function saveCloudValue(context: MethodContext, rawParams: unknown): Outcome {
  const parsed = z.object({ key: z.string().regex(cloudKey), value: z.string() }).safeParse(rawParams);
  if (!parsed.success) return { error: 'KEY_INVALID' };
  const { key, value } = parsed.data;
  if (value.length > cloudValueLimit) return { error: 'VALUE_TOO_LONG' };
  const values = context.surroundings.storage.read('cloud');
  if (!(key in values) && Object.keys(values).length >= cloudKeyLimit) return { error: 'QUOTA_EXCEEDED' };
  context.surroundings.storage.write('cloud', { ...values, [key]: value });
  return { result: true };
}

function deleteCloudValues(context: MethodContext, rawParams: unknown): Outcome {
  const parsed = keysParams.safeParse(rawParams);
  if (!parsed.success) return { error: 'KEYS_INVALID' };
  const gone = new Set(parsed.data.keys);
  const kept = Object.entries(context.surroundings.storage.read('cloud')).filter(([key]) => !gone.has(key));
  context.surroundings.storage.write('cloud', Object.fromEntries(kept));
  return { result: true };
}

function saveValue(context: MethodContext, area: string, key: string, value: string | null) {
  const { [key]: _, ...rest } = context.surroundings.storage.read(area);
  context.surroundings.storage.write(area, value === null ? rest : { ...rest, [key]: value });
}
