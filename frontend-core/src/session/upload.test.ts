import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { uploadFile } from "./upload";

const MIB = 1024 * 1024;
let requests: { query: URLSearchParams; bytes: number; csrf: string | null }[] = [];

type Answer = (offset: number, bytes: number) => { status: number; body: unknown } | "lost";

function serve(answer: Answer) {
  vi.stubGlobal("fetch", async (url: string, { body, headers }: { body: Blob; headers: Record<string, string> }) => {
    const query = new URL(url, "http://host").searchParams;
    requests.push({ query, bytes: body.size, csrf: headers["X-CSRFToken"] ?? null });
    const reply = answer(Number(query.get("offset")), body.size);
    if (reply === "lost") throw new TypeError("network");
    return { ok: reply.status < 300, status: reply.status, json: async () => reply.body };
  });
}

const options = { url: "/upload", csrf: "token", wait: async () => {} };
const accept: Answer = (offset, bytes) => ({ status: 200, body: { received: offset + bytes } });
const file = (bytes: number) => new File([new Uint8Array(bytes)], "data.csv");

beforeEach(() => {
  requests = [];
});
afterEach(() => vi.unstubAllGlobals());

it("sends parts of at most one MiB, with the token, and tells how far it is", async () => {
  serve(accept);
  const onProgress = vi.fn();
  const value = await uploadFile(file(2 * MIB + 5), { ...options, onProgress });

  expect(requests.map(({ query, bytes }) => [query.get("offset"), query.get("total"), bytes])).toEqual([
    ["0", String(2 * MIB + 5), MIB],
    [String(MIB), String(2 * MIB + 5), MIB],
    [String(2 * MIB), String(2 * MIB + 5), 5],
  ]);
  expect(requests.every(({ csrf }) => csrf === "token")).toBe(true);
  expect(onProgress).toHaveBeenLastCalledWith(1);
  expect(value).toEqual({ upload: requests[0]?.query.get("upload"), name: "data.csv", size: 2 * MIB + 5 });
});

it("goes on from where the server says", async () => {
  let first = true;
  serve((offset, bytes) => {
    if (!first || offset === 0) return accept(offset, bytes);
    first = false;
    return { status: 409, body: { received: 512 } };
  });
  await uploadFile(file(MIB + 100), options);

  expect(requests.map(({ query }) => Number(query.get("offset")))).toEqual([0, MIB, 512]);
});

it("sends a part again that got lost", async () => {
  let tries = 0;
  serve((offset, bytes) => (++tries < 3 ? "lost" : accept(offset, bytes)));

  expect((await uploadFile(file(10), options)).size).toBe(10);
});

it("gives up with a sentence after five losses", async () => {
  serve(() => "lost");

  await expect(uploadFile(file(10), options)).rejects.toThrow("could not be sent");
  expect(requests).toHaveLength(5);
});

it("says why the server refuses a file", async () => {
  serve(() => ({ status: 413, body: { problem: "The file is larger than 200 MiB." } }));

  await expect(uploadFile(file(10), options)).rejects.toThrow("The file is larger than 200 MiB.");
  expect(requests).toHaveLength(1);
});

it("sends an empty file", async () => {
  serve(accept);

  expect((await uploadFile(file(0), options)).size).toBe(0);
});
