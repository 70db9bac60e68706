/** JSON-RPC 2.0 without I/O: calls become text, text becomes answers and pushes. */
import type { Methods } from "../protocol/messages.gen";
import { RpcError } from "./rpcError";

export interface RpcClient {
  /** Sends a call; rejects with an `RpcError`, also when the connection goes. */
  call<M extends keyof Methods>(
    method: M,
    params: Methods[M]["params"],
    signal?: AbortSignal,
  ): Promise<Methods[M]["result"]>;
  /** Takes one frame. Frames that are no valid message are dropped and reported. */
  receive(text: string): void;
  /** Rejects every call that has no answer yet. */
  disconnect(): void;
  readonly pending: number;
}

export interface RpcClientOptions {
  send(text: string): void;
  onPush(method: string, params: unknown): void;
  onInvalid?(problem: string): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: RpcError): void;
}

export function createRpcClient({ send, onPush, onInvalid = () => {} }: RpcClientOptions): RpcClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  function settle(message: Record<string, unknown>) {
    const call = waiting.get(message.id as number); // any other type of id is simply not in the map
    if (!call) return onInvalid(`answer to an unknown call ${JSON.stringify(message.id)}`);
    waiting.delete(message.id as number);
    if (isRecord(message.error)) call.reject(toError(message.error));
    else call.resolve(message.result);
  }

  function take(message: unknown) {
    if (!isRecord(message) || message.jsonrpc !== "2.0") return onInvalid("not a JSON-RPC 2.0 message");
    if (typeof message.method === "string") return onPush(message.method, message.params);
    if ("result" in message || "error" in message) return settle(message);
    onInvalid("neither call nor answer");
  }

  return {
    // The result's type is the protocol's promise; the server validates against the same schema.
    call: (method, params, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new RpcError(-32097, "The call was given up.", { slug: "aborted" }));
        const id = ++lastId;
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
        signal?.addEventListener("abort", () => {
          if (waiting.delete(id)) reject(new RpcError(-32097, "The call was given up.", { slug: "aborted" }));
        });
        try {
          send(JSON.stringify({ jsonrpc: "2.0", method, params, id }));
        } catch {
          waiting.delete(id);
          reject(RpcError.disconnected());
        }
      }),
    receive(text) {
      const message = parseFrame(text);
      if (message === undefined) return onInvalid("frame refused: not JSON, or with a dangerous key");
      if (Array.isArray(message)) for (const one of message) take(one);
      else take(message);
    },
    disconnect() {
      const calls = [...waiting.values()];
      waiting.clear();
      for (const call of calls) call.reject(RpcError.disconnected());
    },
    get pending() {
      return waiting.size;
    },
  };
}

const SUSPECT = /"(?:__proto__|prototype)"\s*:|\\u/;

/** JSON text as a value, or undefined when it is no JSON or could change an object's prototype once copied. */
export function parseFrame(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return SUSPECT.test(text) && isDangerous(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** A column called "constructor" or "prototype" is data; only the pair, one in the other, is an attack. */
function isDangerous(value: unknown): boolean {
  const stack = [value];
  while (stack.length > 0) {
    const item = stack.pop();
    if (typeof item !== "object" || item === null) continue;
    if (Object.hasOwn(item, "__proto__")) return true;
    if (
      Object.hasOwn(item, "constructor") &&
      isRecord(item.constructor) &&
      Object.hasOwn(item.constructor, "prototype")
    )
      return true;
    for (const child of Object.values(item)) stack.push(child);
  }
  return false;
}

function toError(error: Record<string, unknown>): RpcError {
  const code = typeof error.code === "number" ? error.code : -32603;
  const message = typeof error.message === "string" ? error.message : "The server could not answer.";
  const data = isRecord(error.data) ? error.data : {};
  const problem = typeof data.problem === "string" ? data.problem : message;
  return new RpcError(code, problem, {
    slug: typeof data.slug === "string" ? data.slug : "error",
    hint: typeof data.hint === "string" ? data.hint : "",
    ...(isFields(data.fields) && { fields: data.fields }),
  });
}

function isFields(value: unknown): value is Record<string, string[]> {
  return isRecord(value) && Object.values(value).every((texts) => Array.isArray(texts));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
