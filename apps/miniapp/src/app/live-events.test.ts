/** No event is lost or made up, however the network cuts the stream. */
import { describe, expect, it } from 'vitest';
import { createEventParser, readEvents, reconnectDelayMs, type ServerEvent } from './live-events.ts';

const stream =
  ': hello\n\nevent: wallet\ndata: {"available":45}\n\nevent: ping\ndata: 1\r\n\r\ndata: a\ndata: b\n\n';
const expected: ServerEvent[] = [
  { name: 'wallet', data: '{"available":45}' },
  { name: 'ping', data: '1' },
  { name: 'message', data: 'a\nb' },
];

function parsed(pieces: Iterable<string>): ServerEvent[] {
  const events: ServerEvent[] = [];
  const parse = createEventParser((event) => events.push(event));
  for (const piece of pieces) parse(piece);
  return events;
}

describe('the parser', () => {
  it('reads a whole stream', () => expect(parsed([stream])).toEqual(expected));

  it('reads the same character by character', () => expect(parsed(stream)).toEqual(expected));

  it('reads the same for every place of one cut', () => {
    for (let cut = 1; cut < stream.length; cut += 1) {
      expect(parsed([stream.slice(0, cut), stream.slice(cut)])).toEqual(expected);
    }
  });

  it('waits for the end of an event', () => expect(parsed(['event: wallet\ndata: {}\n'])).toEqual([]));
});

describe('the reader', () => {
  it('gives up on a line that stays silent', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('event: wallet\ndata: {}\n\n')),
    });
    const names: string[] = [];
    await readEvents(body, { onEvent: ({ name }) => names.push(name), silenceMs: 20 });
    expect(names).toEqual(['wallet']);
  });
});

it('pauses grow to half a minute and never beyond three quarters', () => {
  expect(reconnectDelayMs(0, 0)).toBe(1000);
  expect(reconnectDelayMs(3, 0)).toBe(8000);
  expect(reconnectDelayMs(50, 1)).toBe(37_500);
});
