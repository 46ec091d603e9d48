// Starts the sandbox inside the calling process: Telegram on this machine, for the demo and for tests.
import { fileURLToPath } from 'node:url';
import { callMethod } from './bot-api/call-method.ts';
import { type ControlClient, createControlClient } from './control/client.ts';
import { buildServer } from './server.ts';
import { keepState } from './state/state-file.ts';
import { World } from './state/world.ts';

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** Keeps chats between starts when given. */
  stateFile?: string;
  /** The built web page; apps/sandbox/dist when left out. */
  webRoot?: string;
  /** The delay before the second repeat of a webhook delivery; Telegram's own is a second. */
  webhookRetryBaseMs?: number;
}

export interface Sandbox {
  /** Without a trailing slash; also the Bot API's root. */
  url: string;
  control: ControlClient;
  close: () => Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = new World({
    webhookRetryBaseMs: options.webhookRetryBaseMs ?? 1000,
    onWebhookCall: (bot, method, parameters) => {
      callMethod({ world, bot, method, parameters, uploads: new Map(), signal: null }).catch(console.error);
    },
  });
  const webRoot = options.webRoot ?? fileURLToPath(new URL('../dist', import.meta.url));
  // Restored before anyone can call: a bot that is not yet known would hear that its token is wrong.
  const keeper = options.stateFile === undefined ? null : await keepState(world, options.stateFile);
  const app = await buildServer({ world, webRoot });
  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port ?? 0, host });
  const url = addressOf(app.server.address(), host);
  world.baseUrl = url;
  return {
    url,
    control: createControlClient(url),
    close: async () => {
      await world.close();
      await app.close();
      await keeper?.close();
    },
  };
}

function addressOf(address: ReturnType<import('node:net').Server['address']>, host: string): string {
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no port');
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}
