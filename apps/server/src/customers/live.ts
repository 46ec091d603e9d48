/** The open stream that tells a Mini App to look again: server-sent events over fetch. */
import type { FastifyReply } from 'fastify';
import type { Deps } from '../deps.ts';
import type { MemberCaller } from '../platform/callers.ts';

const pingMilliseconds = 25_000;
/** A session's token lives an hour; a longer stream would outlive it. */
const maxMilliseconds = 3_600_000;

/** Writes `event: wallet` on every change of the customer and a ping that keeps proxies from closing. */
export function streamLive(deps: Deps, caller: MemberCaller, reply: FastifyReply): FastifyReply {
  reply.hijack();
  const stream = reply.raw;
  stream.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  stream.write('retry: 2000\n\n');
  const unsubscribe = deps.live.subscribe(caller.brandId, caller.customerId, () =>
    stream.write('event: wallet\ndata: {}\n\n'),
  );
  const ping = setInterval(() => stream.write('event: ping\ndata: {}\n\n'), pingMilliseconds);
  const end = setTimeout(() => {
    stop();
    stream.end();
  }, maxMilliseconds);
  // Nothing may be written after the end: an error of this stream has nobody to catch it.
  function stop() {
    unsubscribe();
    clearInterval(ping);
    clearTimeout(end);
  }
  stream.on('close', stop);
  return reply;
}
