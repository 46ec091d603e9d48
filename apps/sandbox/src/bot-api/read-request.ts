// Collects the parameters and files of a call from its address and its body, in every form Telegram takes.
import type { FastifyRequest } from 'fastify';
import type { RawParameters, UploadedPart } from './define-method.ts';

export interface CallInput {
  parameters: RawParameters;
  uploads: Map<string, UploadedPart>;
}

export async function readCallInput(request: FastifyRequest): Promise<CallInput> {
  const parameters: RawParameters = {};
  const uploads = new Map<string, UploadedPart>();
  if (request.url.includes('?')) Object.assign(parameters, request.query);
  if (request.isMultipart()) await readParts(request, parameters, uploads);
  else if (isRecord(request.body)) Object.assign(parameters, request.body);
  return { parameters, uploads };
}

async function readParts(
  request: FastifyRequest,
  parameters: RawParameters,
  uploads: Map<string, UploadedPart>,
): Promise<void> {
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      parameters[part.fieldname] = part.value;
      continue;
    }
    const data = await part.toBuffer();
    uploads.set(part.fieldname, { data, fileName: part.filename || null, contentType: part.mimetype });
  }
}

function isRecord(value: unknown): value is RawParameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
