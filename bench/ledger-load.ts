/**
 * The load generator, a process of its own: takes its orders as JSON on stdin, answers the rate and the spread of
 * times as JSON on stdout. It speaks HTTP on bare sockets, so that it takes little of the machine it shares.
 */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import pg from 'pg';

export type LoadOptions = { customerIds: string[]; connections: number; seconds: number } & (
  | { kind: 'pg'; url: string; brandId: string }
  | { kind: 'http'; origin: string; apiKey: string }
);

export interface LoadResult {
  count: number;
  perSecond: number;
  p50: number;
  p99: number;
}

const runId = randomUUID().slice(0, 8);
let sent = 0;

if (import.meta.main) {
  const options = (await json(process.stdin)) as LoadOptions;
  const result = await (options.kind === 'pg' ? loadPostgres(options) : loadHttp(options));
  process.stdout.write(JSON.stringify(result));
}

/** The least that a posting could be: one wallet, one entry, one durable commit. */
async function loadPostgres(options: LoadOptions & { kind: 'pg' }): Promise<LoadResult> {
  const clients = await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const client = new pg.Client({ connectionString: options.url });
      await client.connect();
      return client;
    }),
  );
  const result = await drive(options, clients, (client) => {
    const key = `${runId}-${++sent}`;
    return client.query({
      name: 'limit',
      text: `with w as (
          update wallet set available = available + 5, version = version + 1
          where brand_id = $1 and customer_id = $2 returning available, pending)
        insert into entry (brand_id, id, customer_id, kind, available_delta, pending_delta, available_after,
          pending_after, source_kind, posting_key, input_hash, actor_kind, occurred_at)
        select $1, $3, $2, 'accrual', 5, 0, available, pending, 'purchase', $4, '', 'apiKey', now() from w`,
      values: [options.brandId, pick(options.customerIds), randomUUID(), key],
    });
  });
  await Promise.all(clients.map((client) => client.end()));
  return result;
}

async function loadHttp(options: LoadOptions & { kind: 'http' }): Promise<LoadResult> {
  const { hostname, port } = new URL(options.origin);
  const lines = await Promise.all(
    Array.from({ length: options.connections }, () => openLine(hostname, Number(port))),
  );
  const head = `POST /v1/purchases HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${options.apiKey}\r\ncontent-type: application/json\r\n`;
  const result = await drive(options, lines, async (line) => {
    const key = `${runId}-${++sent}`;
    const body = JSON.stringify({
      externalId: key,
      customerId: pick(options.customerIds),
      totalMinor: 10_000,
    });
    const status = await line.send(
      `${head}idempotency-key: ${key}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    if (status !== 201) throw new Error(`a purchase was answered with ${status}`);
  });
  for (const line of lines) line.close();
  return result;
}

/** Each connection sends its next one when the last is answered. */
async function drive<Connection>(
  { seconds }: LoadOptions,
  connections: readonly Connection[],
  send: (connection: Connection) => Promise<unknown>,
): Promise<LoadResult> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < end) {
        const before = performance.now();
        await send(connection);
        times.push(performance.now() - before);
      }
    }),
  );
  const took = (performance.now() - start) / 1_000;
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { count: times.length, perSecond: times.length / took, p50: at(0.5), p99: at(0.99) };
}

interface Line {
  send(request: string): Promise<number>;
  close(): void;
}

/** One kept-alive connection with one request under way; answers the status once the whole body has come. */
async function openLine(host: string, port: number): Promise<Line> {
  const socket: Socket = connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received = '';
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    received += chunk;
    const bodyAt = received.indexOf('\r\n\r\n') + 4;
    if (bodyAt < 4) return;
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (received.length < bodyAt + length) return;
    const status = Number(received.slice(9, 12));
    received = '';
    waiting?.resolve(status);
  });
  const fail = (error?: Error) => waiting?.reject(error ?? new Error('the server hung up'));
  socket.on('error', fail);
  socket.on('close', () => fail());
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => {
      waiting = null;
      socket.destroy();
    },
  };
}

function pick(customerIds: readonly string[]): string {
  const id = customerIds[Math.floor(Math.random() * customerIds.length)];
  if (id === undefined) throw new Error('no customers to choose from');
  return id;
}
