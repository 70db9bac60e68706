/** A socket for tests: records what is sent, and answers what the test says. */

export interface FakeSocket {
  /** Calls made so far, in order. */
  readonly calls: readonly { method: string; params: unknown; id?: number | string }[];
  /** Answers calls of `method` with what `reply` returns; throw to answer with an error. */
  on(method: string, reply: (params: Record<string, unknown>) => unknown): void;
  /** Sends a push to the page. */
  push(method: string, params: unknown): void;
  /** Closes the connection. */
  close(code?: number): void;
}

export function fakeSocket(): FakeSocket {
  throw new Error("not built yet");
}
