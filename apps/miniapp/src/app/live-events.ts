/** Reads server-sent events from a fetch body, which, unlike EventSource, may carry an Authorization header. */

export interface ServerEvent {
  name: string;
  data: string;
}

/** Feeds on text as it comes, however it is cut, and tells of each complete event. */
export function createEventParser(onEvent: (event: ServerEvent) => void): (text: string) => void {
  let rest = '';
  let name = 'message';
  let data: string[] = [];

  const readLine = (line: string) => {
    if (line === '') {
      if (data.length > 0 || name !== 'message') onEvent({ name, data: data.join('\n') });
      name = 'message';
      data = [];
      return;
    }
    const [field = '', ...values] = line.split(':');
    const value = values.join(':').replace(/^ /, '');
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  };

  return (text) => {
    // A carriage return at the end may be half of a CRLF: it waits for what follows.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line);
  };
}

/** Reads until the stream ends, is aborted, or is silent for longer than `silenceMs`. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  { onEvent, silenceMs }: { onEvent: (event: ServerEvent) => void; silenceMs: number },
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createEventParser(onEvent);
  for (;;) {
    const timer = setTimeout(() => void reader.cancel(), silenceMs);
    try {
      const { done, value } = await reader.read();
      if (done) return;
      parse(decoder.decode(value, { stream: true }));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Waits between attempts: 1, 2, 4 ... 30 seconds, each up to a quarter longer so that phones spread out. */
export function reconnectDelayMs(attempt: number, random: number): number {
  const base = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 10));
  return Math.round(base * (1 + random / 4));
}
