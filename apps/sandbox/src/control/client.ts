// A typed client of the control API, for tests in any package and for the web page.
import {
  controlErrorSchema,
  controlOperations,
  type ControlErrorCode,
  type OperationInput,
  type OperationName,
  type OperationReply,
} from './contract.ts';

export type ControlClient = {
  [Name in OperationName]: (input: OperationInput<Name>) => Promise<OperationReply<Name>>;
};

export class ControlError extends Error {
  readonly status: number;
  readonly code: ControlErrorCode | 'unknown';
  constructor(input: { status: number; code: ControlErrorCode | 'unknown'; message: string }) {
    super(input.message);
    this.name = 'ControlError';
    this.status = input.status;
    this.code = input.code;
  }
}

/** `baseUrl` is the sandbox's address without a trailing slash; '' on the sandbox's own page. */
export function createControlClient(baseUrl: string): ControlClient {
  const entries = operationNames().map((name) => [
    name,
    (input: unknown) => callOperation(baseUrl, name, input),
  ]);
  // The cast ties each name to its own types, which Object.fromEntries cannot express.
  return Object.fromEntries(entries) as ControlClient;
}

async function callOperation(baseUrl: string, name: OperationName, input: unknown): Promise<unknown> {
  const response = await fetch(`${baseUrl}/control/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw readError(name, response.status, body);
  return controlOperations[name].reply.parse(body);
}

function readError(name: OperationName, status: number, body: unknown): ControlError {
  const parsed = controlErrorSchema.safeParse(body);
  if (!parsed.success)
    return new ControlError({ status, code: 'unknown', message: `${name} answered ${status}` });
  return new ControlError({
    status,
    code: parsed.data.error.code,
    message: `${name}: ${parsed.data.error.message}`,
  });
}

const isOperationName = (name: string): name is OperationName => name in controlOperations;

function operationNames(): OperationName[] {
  return Object.keys(controlOperations).filter(isOperationName);
}
