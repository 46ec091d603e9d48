/** Finds a TCP port on loopback that nobody listens on. */
import { createServer } from 'node:net';

/** Answers the preferred port, the next free one after it, or, without a preference, any free port. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred === undefined) return (await tryPort(0)) ?? Promise.reject(new Error('No port is free'));
  for (let port = preferred; port < preferred + 100; port += 1) {
    if ((await tryPort(port)) !== null) return port;
  }
  throw new Error(`No port from ${preferred} to ${preferred + 99} is free`);
}

/** Listening on every interface also finds those who took the port on one of them. */
function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
