// Remembers the last calls of all bots, so that a test can see what was asked and how often.

export interface LoggedCall {
  botId: number;
  method: string;
  parameters: Record<string, unknown>;
  at: number;
  errorCode: number | null;
  description: string | null;
}

const CAPACITY = 1000;

export class CallLog {
  readonly #calls: LoggedCall[] = [];
  #oldest = 0;

  add(call: LoggedCall): void {
    if (this.#calls.length < CAPACITY) {
      this.#calls.push(call);
      return;
    }
    this.#calls[this.#oldest] = call;
    this.#oldest = (this.#oldest + 1) % CAPACITY;
  }

  list(): LoggedCall[] {
    return [...this.#calls.slice(this.#oldest), ...this.#calls.slice(0, this.#oldest)];
  }

  clear(): void {
    this.#calls.length = 0;
    this.#oldest = 0;
  }
}
