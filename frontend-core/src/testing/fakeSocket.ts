/** A server for tests: records calls, and answers what the test says. */

import { closeDecision } from "../transport/closeDecision";
import { RpcError } from "../transport/rpcError";
import type { Socket, SocketEvents } from "../transport/socket";

export interface FakeCall {
  method: string;
  params: Record<string, unknown>;
  id: number;
}

export type Reply = (params: Record<string, unknown>) => unknown;

export interface FakeSocket {
  /** Calls made so far, in order. */
  readonly calls: readonly FakeCall[];
  /** Answers calls of `method` with what `reply` returns, promised or not; throw an `RpcError` to answer with an error. */
  on(method: string, reply: Reply): void;
  /** Calls of `method` so far. */
  callsOf(method: string): Record<string, unknown>[];
  /** Sends a push to the page. */
  push(method: string, params: unknown): void;
  /** Closes the connection; `open` opens it again. */
  close(code?: number): void;
  open(): void;
  /** For the session: opens at once. */
  connect(events: SocketEvents): Socket;
}

/** A fake server; calls of methods without a reply stay unanswered. */
export function fakeSocket(): FakeSocket {
  const calls: FakeCall[] = [];
  const replies = new Map<string, Reply>();
  let events: SocketEvents | null = null;
  let isOpen = false;

  async function answer({ method, params, id }: FakeCall) {
    const reply = replies.get(method);
    if (!reply) return;
    const line = events;
    try {
      const result = await reply(params);
      if (isOpen && line === events) receive({ jsonrpc: "2.0", id, result });
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      const { code, message, slug, hint, fields } = error;
      if (isOpen)
        receive({ jsonrpc: "2.0", id, error: { code, message, data: { slug, hint, ...(fields && { fields }) } } });
    }
  }

  function receive(message: unknown) {
    events?.onFrame(JSON.stringify(message));
  }

  return {
    calls,
    on: (method, reply) => void replies.set(method, reply),
    callsOf: (method) => calls.filter((call) => call.method === method).map((call) => call.params),
    push: (method, params) => receive({ jsonrpc: "2.0", method, params }),
    close(code = 1006) {
      isOpen = false;
      events?.onClose(closeDecision(code, 0, 0), code);
    },
    open() {
      isOpen = true;
      events?.onOpen();
    },
    connect(next) {
      events = next;
      isOpen = true;
      return {
        send(text) {
          if (!isOpen) throw new Error("closed");
          const call: FakeCall = JSON.parse(text);
          calls.push(call);
          void answer(call);
        },
        get isOpen() {
          return isOpen;
        },
        reconnect: () => this.open(),
        stop() {
          isOpen = false;
        },
      };
    },
  };
}
