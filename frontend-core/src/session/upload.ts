/** Sends files in parts over HTTP, and goes on where an interruption stopped. */
import type { UploadedValue } from "../publicTypes";
import { isRecord } from "../transport/rpcClient";

const PART_BYTES = 1024 * 1024;
const TRIES = 5;

export interface UploadOptions {
  url: string;
  csrf: string;
  signal?: AbortSignal;
  /** Called with 0..1 after each part. */
  onProgress?(fraction: number): void;
  /** Waits before another try; tests give one that does not. */
  wait?(ms: number): Promise<void>;
}

/** Resolves to the value of the input; rejects with a sentence a person can read. */
export async function uploadFile(
  file: File,
  { url, csrf, signal, onProgress, wait = sleep }: UploadOptions,
): Promise<UploadedValue> {
  const upload = uuid();
  let received = 0;
  let failures = 0;
  do {
    const query = new URLSearchParams({ upload, offset: String(received), total: String(file.size), name: file.name });
    const part = file.slice(received, received + PART_BYTES);
    const answer = await post(`${url}?${query}`, part, csrf, signal);
    if (answer.kind === "refused") throw new Error(answer.problem);
    if (answer.kind === "received" && (answer.received > received || file.size === 0)) {
      received = answer.received;
      failures = 0;
      onProgress?.(file.size === 0 ? 1 : received / file.size);
    } else {
      // Nothing came through, or the server holds another length than we thought: it says where to go on.
      if (answer.kind === "received" || answer.kind === "elsewhere") received = answer.received;
      failures += 1;
      if (failures >= TRIES) throw new Error("The file could not be sent. Check the connection and choose it again.");
      await wait(250 * 2 ** failures);
    }
  } while (received < file.size);
  return { upload, name: file.name, size: file.size };
}

type Answer =
  | { kind: "received" | "elsewhere"; received: number }
  | { kind: "lost" }
  | { kind: "refused"; problem: string };

async function post(url: string, body: Blob, csrf: string, signal: AbortSignal | undefined): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrf, "Content-Type": "application/octet-stream" },
      credentials: "same-origin",
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    return { kind: "lost" };
  }
  const data: unknown = await response.json().catch(() => null);
  const received = isRecord(data) && typeof data.received === "number" ? data.received : null;
  if (response.ok && received !== null) return { kind: "received", received };
  if (response.status === 409 && received !== null) return { kind: "elsewhere", received };
  if (response.status >= 500 || response.status === 429) return { kind: "lost" };
  const problem =
    isRecord(data) && typeof data.problem === "string"
      ? data.problem
      : `The server refused the file (HTTP ${response.status}).`;
  return { kind: "refused", problem };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function uuid(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
