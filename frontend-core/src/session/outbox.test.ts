import { expect, it } from "vitest";
import { type Change, Outbox } from "./outbox";

function inputs(values: Record<string, unknown>, key: string): Change {
  return { method: "set_inputs", params: { values, key } };
}
function run(key: string): Change {
  return { method: "run", params: { action: "a", args: {}, key } };
}

it("joins inputs that wait, so that the newest value of each is one call", () => {
  const outbox = new Outbox(null, "o");
  outbox.add(inputs({ a: 1, b: 1 }, "k1"));
  outbox.add(inputs({ a: 2 }, "k2"));

  expect(outbox.due().map((entry) => entry.params)).toEqual([{ values: { a: 2, b: 1 }, key: "k1" }]);
});

it("lets nothing overtake inputs that are under way", () => {
  const outbox = new Outbox(null, "o");
  outbox.add(inputs({ a: 1 }, "k1"));
  for (const entry of outbox.due()) entry.sentAt = 0;
  outbox.add(inputs({ a: 2 }, "k2"));
  outbox.add(run("k3"));
  expect(outbox.due()).toEqual([]);
  outbox.acknowledge("k1");

  expect(outbox.due().map((entry) => entry.params.key)).toEqual(["k2"]);
});

it("lets actions run side by side", () => {
  const outbox = new Outbox(null, "o");
  outbox.add(run("k1"));
  for (const entry of outbox.due()) entry.sentAt = 0;
  outbox.add(run("k2"));

  expect(outbox.due().map((entry) => entry.params.key)).toEqual(["k2"]);
});

it("is found again after a reload, with the same keys", () => {
  const before = new Outbox(sessionStorage, "o");
  before.add(inputs({ a: 1 }, "k1"));
  before.add(run("k2"));
  before.save();

  expect(new Outbox(sessionStorage, "o").entries.map((entry) => entry.params.key)).toEqual(["k1", "k2"]);
});

it.each(["", "{", "[1]", '[{"method":"run"}]'])("starts empty from the damaged store %j", (text) => {
  sessionStorage.setItem("o", text);

  expect(new Outbox(sessionStorage, "o").isEmpty).toBe(true);
});

it("gives up what twice seems to have killed the connection", () => {
  const outbox = new Outbox(null, "o");
  outbox.add(run("k1"));
  const send = (now: number) => {
    for (const entry of outbox.due()) entry.sentAt = now;
  };
  send(0);
  expect(outbox.connectionLost(100)).toEqual([]);
  send(1000);

  expect(outbox.connectionLost(1100).map((entry) => entry.params.key)).toEqual(["k1"]);
  expect(outbox.isEmpty).toBe(true);
});

it("keeps what was sent long before the connection broke, or when the server restarts", () => {
  const outbox = new Outbox(null, "o");
  outbox.add(run("k1"));
  for (let i = 0; i < 5; i++) {
    for (const entry of outbox.due()) entry.sentAt = 0;
    outbox.connectionLost(10_000);
    for (const entry of outbox.due()) entry.sentAt = 0;
    outbox.connectionLost(100, true);
  }

  expect(outbox.entries).toHaveLength(1);
});
