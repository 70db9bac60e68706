import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createRpcClient } from "../transport/rpcClient";

const FOLDER = join(import.meta.dirname, "../../../tests/wire");

interface Golden {
  method?: "ping";
  calls?: { params: Record<string, never> }[];
  replies?: { id: number; result: unknown }[];
  push?: string;
  frames?: { method: string; params: unknown }[];
  errors?: { id: number | null; error: { code: number } }[];
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const golden = (name: string): Golden => JSON.parse(readFileSync(join(FOLDER, name), "utf8"));

function client() {
  const sent: string[] = [];
  const onPush = vi.fn();
  const onInvalid = vi.fn();
  return { sent, onPush, onInvalid, rpc: createRpcClient({ send: (text) => void sent.push(text), onPush, onInvalid }) };
}

describe.each(files)("the golden frames of %s", (name: string) => {
  const { method, calls = [], replies = [], frames = [], errors = [] } = golden(name);

  it("are what the browser sends", () => {
    for (const frame of calls.filter(({ params }) => params !== undefined)) {
      const { rpc, sent } = client();
      void rpc.call(method ?? "ping", frame.params);
      expect(JSON.parse(sent[0] ?? "")).toEqual({ ...frame, id: 1 });
    }
  });

  it("are understood as answers and pushes", async () => {
    for (const frame of replies) {
      const { rpc } = client();
      const call = rpc.call(method ?? "ping", {});
      rpc.receive(JSON.stringify({ ...frame, id: 1 }));
      expect(await call).toEqual(frame.result);
    }
    for (const frame of frames) {
      const { rpc, onPush } = client();
      rpc.receive(JSON.stringify(frame));
      expect(onPush).toHaveBeenCalledWith(frame.method, frame.params);
    }
    for (const frame of errors) {
      const { rpc } = client();
      const call = rpc.call("ping", {});
      rpc.receive(JSON.stringify({ ...frame, id: 1 }));
      await expect(call).rejects.toMatchObject({ code: frame.error.code });
    }
  });
});
