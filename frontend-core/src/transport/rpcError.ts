/** A call that failed: on the server, on the way, or because the connection went. */
import type { CallError } from "../publicTypes";

export class RpcError extends Error implements CallError {
  readonly code: number;
  readonly slug: string;
  readonly hint: string;
  readonly fields?: Record<string, string[]>;

  constructor(
    code: number,
    message: string,
    data: { slug?: string; hint?: string; fields?: Record<string, string[]> } = {},
  ) {
    super(message);
    this.name = "RpcError";
    this.code = code;
    this.slug = data.slug ?? "error";
    this.hint = data.hint ?? "";
    if (data.fields) this.fields = data.fields;
  }

  /** The connection closed before the answer came; nobody knows whether the call ran. */
  static disconnected(): RpcError {
    return new RpcError(-32098, "The connection was lost before the answer came.", {
      slug: "disconnected",
      hint: "it is tried again when the connection is back",
    });
  }

  /** The connection broke right after it was sent, more than once. */
  static notSent(): RpcError {
    return new RpcError(-32099, "It was not saved: the connection broke twice while sending it.", { slug: "not_sent" });
  }
}

/** Any thrown value as a problem a person can read. */
export function asProblem(error: unknown): { problem: string; hint: string; slug: string } {
  if (error instanceof RpcError) return { problem: error.message, hint: error.hint, slug: error.slug };
  return { problem: error instanceof Error ? error.message : String(error), hint: "", slug: "error" };
}
