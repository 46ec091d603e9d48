// The HTTP side of the fake Bot API: addresses, envelope, files.
import multipart from '@fastify/multipart';
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../state/world.ts';
import { callMethod } from './call-method.ts';
import { badRequest, BotApiError, unauthorized } from './errors.ts';
import { readCallInput } from './read-request.ts';

const MAX_BODY_BYTES = 60 * 1024 * 1024;

interface CallRoute {
  Params: { token: string; method: string };
}

interface FileRoute {
  Params: { token: string; '*': string };
}

export const botApiRoutes: FastifyPluginCallback<{ world: World }> = (app, { world }, done) => {
  void app.register(multipart, { limits: { fileSize: MAX_BODY_BYTES, fieldSize: 1024 * 1024 } });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );
  app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
  app.setErrorHandler((error, request, reply) => sendError(reply, asBotApiError(error, request)));

  const handleCall = (request: FastifyRequest<CallRoute>, reply: FastifyReply) =>
    answerCall(world, request, reply);
  for (const url of ['/bot:token/:method', '/bot:token/test/:method']) {
    app.route<CallRoute>({ method: ['GET', 'POST'], url, bodyLimit: MAX_BODY_BYTES, handler: handleCall });
  }
  const handleFile = (request: FastifyRequest<FileRoute>, reply: FastifyReply) =>
    answerFile(world, request, reply);
  for (const url of ['/file/bot:token/*', '/file/bot:token/test/*']) app.get<FileRoute>(url, handleFile);
  done();
};

async function answerCall(
  world: World,
  request: FastifyRequest<CallRoute>,
  reply: FastifyReply,
): Promise<unknown> {
  const { token, method } = request.params;
  const bot = world.bots.findByToken(token);
  if (!bot) return sendError(reply, unauthorized());
  const input = await readCallInput(request);
  const signal = method.toLowerCase() === 'getupdates' ? signalOfClose(reply) : null;
  const outcome = await callMethod({ world, bot, method, signal, ...input });
  if (outcome.kind === 'error') return sendError(reply, outcome.error);
  if (outcome.kind === 'result') return { ok: true, result: outcome.result };
  reply.hijack();
  request.raw.socket.destroy();
  return undefined;
}

function answerFile(world: World, request: FastifyRequest<FileRoute>, reply: FastifyReply): unknown {
  const bot = world.bots.findByToken(request.params.token);
  if (!bot) return sendError(reply, unauthorized());
  const file = world.files.findByPath(request.params['*']);
  if (!file) return sendError(reply, new BotApiError(404, 'Not Found'));
  return reply.type('application/octet-stream').send(file.data);
}

function sendError(reply: FastifyReply, error: BotApiError): FastifyReply {
  const retryAfterSeconds = error.parameters?.retry_after;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(error.code).send({
    ok: false,
    error_code: error.code,
    description: error.message,
    ...(error.parameters ? { parameters: error.parameters } : {}),
  });
}

function asBotApiError(error: unknown, request: FastifyRequest): BotApiError {
  if (error instanceof BotApiError) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) return new BotApiError(413, 'Request Entity Too Large');
  if (status >= 400 && status < 500) return badRequest("can't parse the request");
  request.log.error(error);
  return new BotApiError(500, 'Internal Server Error');
}

function signalOfClose(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
