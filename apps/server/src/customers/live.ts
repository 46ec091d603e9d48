/** The open stream that tells a Mini App to look again: server-sent events over fetch. */
import type { FastifyReply } from 'fastify';
import type { Deps } from '../deps.ts';
import type { MemberCaller } from '../platform/callers.ts';

const pingMilliseconds = 25_000;
/** A session's token lives an hour; a longer stream would outlive it. */
const maxMilliseconds = 3_600_000;
/** A person has a few phones; more streams than this are one that comes back without having left. */
export const streamsPerPerson = 5;
/** Streams of this process by person, oldest first. */
const openStreams = new Map<string, (() => void)[]>();

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
  const leave = takePlace(`${caller.brandId}/${caller.customerId}`, () => stream.end());
  const ping = setInterval(() => stream.write('event: ping\ndata: {}\n\n'), pingMilliseconds);
  const end = setTimeout(() => {
    stop();
    stream.end();
  }, maxMilliseconds);
  // Nothing may be written after the end: an error of this stream has nobody to catch it.
  function stop() {
    unsubscribe();
    leave();
    clearInterval(ping);
    clearTimeout(end);
  }
  stream.on('close', stop);
  return reply;
}

/** Ends the person's oldest stream when there are too many; answers how to give the place back. */
function takePlace(person: string, close: () => void): () => void {
  const places = openStreams.get(person) ?? [];
  openStreams.set(person, places);
  if (places.push(close) > streamsPerPerson) places.shift()?.();
  return () => {
    const index = places.indexOf(close);
    if (index >= 0) places.splice(index, 1);
    if (places.length === 0 && openStreams.get(person) === places) openStreams.delete(person);
  };
}
