import { describe, expect, it, vi } from "vitest";
import { createRpcClient, parseFrame } from "./rpcClient";
import { RpcError } from "./rpcError";

function client() {
  const sent: { id: number; method: string; params: unknown }[] = [];
  const onPush = vi.fn();
  const onInvalid = vi.fn();
  const rpc = createRpcClient({ send: (text) => void sent.push(JSON.parse(text)), onPush, onInvalid });
  const answer = (id: unknown, result: unknown) => rpc.receive(JSON.stringify({ jsonrpc: "2.0", id, result }));
  return { rpc, sent, onPush, onInvalid, answer };
}

describe("rpcClient", () => {
  it("sends calls as JSON-RPC 2.0 with ids of their own", () => {
    const { rpc, sent } = client();
    void rpc.call("ping", { version: 1 });
    void rpc.call("ping", {});

    expect(sent).toEqual([
      { jsonrpc: "2.0", method: "ping", params: { version: 1 }, id: 1 },
      { jsonrpc: "2.0", method: "ping", params: {}, id: 2 },
    ]);
  });

  it("gives each answer to its call, in whatever order they come", async () => {
    const { rpc, answer } = client();
    const first = rpc.call("ping", {});
    const second = rpc.call("ping", {});
    answer(2, { version: 20 });
    answer(1, { version: 10 });

    expect(await Promise.all([first, second])).toEqual([{ version: 10 }, { version: 20 }]);
    expect(rpc.pending).toBe(0);
  });

  it("rejects with the server's problem, hint, slug and fields", async () => {
    const { rpc } = client();
    const call = rpc.call("cancel", { job: "j" });
    const data = { slug: "not_found", problem: "No such job.", hint: "reload", fields: { job: ["is unknown"] } };
    rpc.receive(JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code: -32001, message: "Not found", data } }));

    await expect(call).rejects.toMatchObject({
      code: -32001,
      message: "No such job.",
      slug: "not_found",
      hint: "reload",
      fields: { job: ["is unknown"] },
    });
  });

  it("hands on pushes and takes batches apart", () => {
    const { rpc, onPush } = client();
    rpc.receive(
      '[{"jsonrpc":"2.0","method":"navigate","params":{"page":"a"}},{"jsonrpc":"2.0","method":"reload","params":{"reason":"x"}}]',
    );

    expect(onPush.mock.calls).toEqual([
      ["navigate", { page: "a" }],
      ["reload", { reason: "x" }],
    ]);
  });

  it.each([
    "",
    "{",
    "1",
    "[1]",
    '{"jsonrpc":"1.0","method":"x"}',
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","id":9,"result":1}',
    '{"jsonrpc":"2.0","id":null,"error":{}}',
  ])("drops and reports the frame %j", (text) => {
    const { rpc, onPush, onInvalid } = client();
    rpc.receive(text);

    expect(onPush).not.toHaveBeenCalled();
    expect(onInvalid).toHaveBeenCalled();
  });

  it("rejects what is under way when the connection goes", async () => {
    const { rpc } = client();
    const call = rpc.call("ping", {});
    rpc.disconnect();

    await expect(call).rejects.toMatchObject({ slug: "disconnected" });
    expect(rpc.pending).toBe(0);
  });

  it("rejects a call that cannot be sent", async () => {
    const rpc = createRpcClient({
      send: () => {
        throw new Error("closed");
      },
      onPush: () => {},
    });

    await expect(rpc.call("ping", {})).rejects.toBeInstanceOf(RpcError);
  });

  it("forgets a call that was given up", async () => {
    const { rpc, answer, onInvalid } = client();
    const controller = new AbortController();
    const call = rpc.call("ping", {}, controller.signal);
    controller.abort();
    answer(1, { version: 1 });

    await expect(call).rejects.toMatchObject({ slug: "aborted" });
    expect(onInvalid).toHaveBeenCalled();
  });
});

describe("parseFrame", () => {
  it.each(['{"__proto__":{"polluted":1}}', '{"a":[{"\\u005f_proto__":1}]}', '{"constructor":{"prototype":{"x":1}}}'])(
    "refuses %s",
    (text) => {
      expect(parseFrame(text)).toBeUndefined();
    },
  );

  it("lets columns called constructor and prototype through", () => {
    expect(parseFrame('{"constructor":["Ferrari"],"prototype":true}')).toEqual({
      constructor: ["Ferrari"],
      prototype: true,
    });
  });
});
