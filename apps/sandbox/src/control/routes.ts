// The HTTP side of the control API: one address per operation, the live stream, and files.
import type { FastifyPluginCallback, FastifyReply } from 'fastify';
import type { World } from '../state/world.ts';
import { controlOperations, type OperationName } from './contract.ts';
import { ControlRefusal } from './errors.ts';
import { controlHandlers, type Handler } from './handlers.ts';
import { streamChanges } from './live.ts';

const MAX_BODY_BYTES = 80 * 1024 * 1024;

export const controlRoutes: FastifyPluginCallback<{ world: World }> = (app, { world }, done) => {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ControlRefusal) {
      return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
    }
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 500) request.log.error(error);
    const message = error instanceof Error ? error.message : 'unknown error';
    return reply.code(status).send({ error: { code: 'validation_failed', message } });
  });
  for (const name of operationNames()) {
    app.post(`/control/${name}`, { bodyLimit: MAX_BODY_BYTES }, (request) =>
      runOperation(world, name, request.body),
    );
  }
  app.get('/control/live', (_request, reply) => streamChanges(world, reply));
  app.get<{ Params: { fileId: string } }>('/control/files/:fileId', (request, reply) =>
    sendFile(world, request.params.fileId, reply),
  );
  done();
};

function runOperation<Name extends OperationName>(world: World, name: Name, body: unknown): unknown {
  const parsed = controlOperations[name].input.safeParse(body ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ControlRefusal(
      'validation_failed',
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong input'}`,
    );
  }
  // The schema and the handler of one name belong together, which the compiler cannot see through the two lookups.
  const handle = controlHandlers[name] as Handler<OperationName>;
  return handle(world, parsed.data as never);
}

function sendFile(world: World, uniqueId: string, reply: FastifyReply): FastifyReply {
  const file = world.files.find(uniqueId);
  if (!file) return reply.code(404).send({ error: { code: 'message_not_found', message: 'no such file' } });
  return reply
    .header('cache-control', 'private, max-age=86400')
    .header('content-security-policy', 'sandbox')
    .header('x-content-type-options', 'nosniff')
    .type(file.contentType)
    .send(file.data);
}

const isOperationName = (name: string): name is OperationName => name in controlOperations;

function operationNames(): OperationName[] {
  return Object.keys(controlOperations).filter(isOperationName);
}
