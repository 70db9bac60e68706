import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore } from "../store/store";
import { ValueStore } from "../store/valueStore";
import { fakeBoot, fakeModule, fakePage } from "../testing/fakeApp";
import { type FakeSocket, fakeSocket } from "../testing/fakeSocket";
import { RpcError } from "../transport/rpcError";
import type { Boot } from "./boot";
import { Session } from "./session";

const node = { id: "chart-1", kind: "charts.Chart", props: {}, source: "sales" };
const page = fakePage([node], { values: { bins: 5 }, version: 3 });

let socket: FakeSocket;
let session: Session;

function start(
  boot: Boot = fakeBoot(page, { "charts.Chart": fakeModule("charts.Chart", { bound: "figure" }) }),
): Session {
  const next = new Session({
    boot,
    store: createStore(),
    values: new ValueStore(),
    connect: (events) => socket.connect(events),
    storage: sessionStorage,
  });
  next.start();
  return next;
}

const state = () => session.store.getState();
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(async () => {
  socket = fakeSocket();
  socket.on("get_page", () => page);
  session = start();
  await settled();
});

afterEach(() => session.stop());

describe("opening", () => {
  it("shows the boot data before anything has come from the socket", () => {
    const quiet = new Session({
      boot: fakeBoot(page),
      store: createStore(),
      values: new ValueStore(),
      connect: (events) => socket.connect(events),
    });

    expect(quiet.store.getState().page).toMatchObject({ page: "home", version: 3, tree: [node] });
    expect(quiet.store.getState().inputs.values).toEqual({ bins: 5 });
  });

  it("asks for the workspace of the address, also when the boot data could not show it", async () => {
    session.stop();
    window.history.replaceState(null, "", "/w/somebody-elses/home");
    socket = fakeSocket();
    socket.on("get_page", () => {
      throw new RpcError(-32009, "There is no such workspace.", { slug: "workspace_not_found", hint: "" });
    });
    const error = { slug: "workspace_not_found", problem: "There is no such workspace." };
    session = start({ ...fakeBoot(page), page: null, error });
    await settled();
    window.history.replaceState(null, "", "/");

    expect(socket.callsOf("get_page")).toMatchObject([{ page: "home", workspace: "somebody-elses" }]);
    expect(state().page.failure).toMatchObject(error);
  });

  it("subscribes with one get_page that tells what it knows", async () => {
    session.stop();
    socket = fakeSocket();
    socket.on("get_page", () => page);
    session = start({
      ...fakeBoot(page),
      refreshes: [{ widgets: ["chart-1"], fingerprint: "f1", status: "ready", value: 1 }],
    });
    await settled();

    expect(socket.callsOf("get_page")).toEqual([
      { page: "home", workspace: "w1", version: 3, notice: 0, known: { "chart-1": "f1" } },
    ]);
  });

  it("keeps the tree's objects when the page is the same", async () => {
    const before = state().page.tree;
    socket.close();
    socket.open();
    await settled();

    expect(socket.callsOf("get_page")).toHaveLength(2);
    expect(state().page.tree).toBe(before);
  });

  it("shows why a page cannot be opened", async () => {
    socket.on("get_page", () => {
      throw new RpcError(-32032, "Step 2 is locked.", { slug: "locked", hint: "submit step 1" });
    });
    await session.openPage("two");

    expect(state().page.failure).toEqual({
      page: "two",
      slug: "locked",
      problem: "Step 2 is locked.",
      hint: "submit step 1",
    });
    expect(state().page.requested).toBeNull();
  });

  it("shows the page asked for last, whichever comes first", async () => {
    const replies: (() => void)[] = [];
    socket.on(
      "get_page",
      ({ page: name }) => new Promise((resolve) => replies.push(() => resolve(fakePage([], { page: String(name) })))),
    );
    void session.openPage("a");
    void session.openPage("b");
    replies[1]?.();
    await settled();
    replies[0]?.();
    await settled();

    expect(state().page.page).toBe("b");
  });

  it("opens a page that was asked for while the connection was down", async () => {
    socket.close();
    void session.openPage("two");
    socket.on("get_page", ({ page: name }) => fakePage([], { page: String(name) }));
    socket.open();
    await settled();

    expect(state().page.page).toBe("two");
  });
});

describe("inputs", () => {
  it("are shown at once and marked until the server has them", async () => {
    socket.on("set_inputs", () => ({ version: 4 }));
    session.setInput("bins", 7);
    expect(state().inputs).toMatchObject({ values: { bins: 7 }, unsaved: { bins: true } });
    await settled();

    expect(state().inputs.unsaved).toEqual({});
    expect(state().page.version).toBe(4);
  });

  it("are sent once more after a lost connection, with the same key, and shown as saved once", async () => {
    session.setInput("bins", 7);
    socket.close();
    socket.on("set_inputs", () => ({ version: 4 }));
    socket.open();
    await settled();
    socket.close();
    socket.open();
    await settled();

    const sent = socket.callsOf("set_inputs");
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
    expect(state().inputs.unsaved).toEqual({});
  });

  it("survive a reload that comes before the answer", async () => {
    session.setInput("bins", 7);
    window.dispatchEvent(new Event("pagehide"));
    session.stop();
    socket.on("set_inputs", () => ({ version: 4 }));
    session = start();
    expect(state().inputs.values.bins).toBe(7);
    await settled();

    const sent = socket.callsOf("set_inputs");
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
  });

  it("typed before there was a connection are kept and sent", async () => {
    socket.close();
    session.setInput("bins", 8);
    session.setInput("bins", 9);
    socket.open();
    await settled();

    expect(socket.callsOf("set_inputs").map((params) => params.values)).toEqual([{ bins: 9 }]);
  });

  it("wait for quiet when debounced, and are sent at once on leaving", async () => {
    vi.useFakeTimers();
    session.setInput("text", "a", 300);
    session.setInput("text", "ab", 300);
    vi.advanceTimersByTime(299);
    expect(socket.callsOf("set_inputs")).toEqual([]);
    session.flushInput("text");
    vi.useRealTimers();

    expect(socket.callsOf("set_inputs").map((params) => params.values)).toEqual([{ text: "ab" }]);
  });

  it("keep ours while it is on its way, then take the newer one from elsewhere", async () => {
    let answer = (_: unknown) => {};
    socket.on("set_inputs", () => new Promise((resolve) => (answer = resolve)));
    session.setInput("bins", 7);
    await settled();
    socket.push("inputs_changed", { values: { bins: 9 }, version: 6 });
    expect(state().inputs.values.bins).toBe(7);
    answer({ version: 5 });
    await settled();

    expect(state().inputs.values.bins).toBe(9);
  });

  it("ignore an older value that comes late", async () => {
    socket.push("inputs_changed", { values: { bins: 9 }, version: 9 });
    socket.push("inputs_changed", { values: { bins: 1 }, version: 8 });

    expect(state().inputs.values.bins).toBe(9);
  });

  it("show what the server says is wrong with one and keep the others", async () => {
    socket.on("set_inputs", () => ({ version: 4, errors: { bins: ["must be at least 1"] } }));
    session.setInput("bins", 0);
    session.setInput("other", 1);
    await settled();

    expect(state().inputs.errors).toEqual({ bins: ["must be at least 1"] });
  });
});

describe("actions", () => {
  it("resolve with the result, also when the connection breaks in between", async () => {
    const running = session.run("train", { n: 1 });
    socket.close();
    socket.on("run", () => ({ version: 4, result: "ok" }));
    socket.open();

    expect((await running).result).toBe("ok");
    const sent = socket.callsOf("run");
    expect(sent).toHaveLength(2);
    expect(sent[0]?.key).toBe(sent[1]?.key);
  });

  it("come after the inputs that were set before them", async () => {
    socket.on("set_inputs", () => ({ version: 4 }));
    socket.on("run", () => ({ version: 5 }));
    session.setInput("text", "a", 300);
    await session.run("train");

    expect(socket.calls.map((call) => call.method).filter((method) => method !== "get_page")).toEqual([
      "set_inputs",
      "run",
    ]);
  });

  it("are given up when twice the connection breaks right after they were sent", async () => {
    const running = session.run("bad");
    const outcome = expect(running).rejects.toMatchObject({ slug: "not_sent" });
    socket.close();
    socket.open();
    await settled();
    socket.close();
    await outcome;
    socket.open();
    await settled();

    expect(socket.callsOf("run")).toHaveLength(2);
  });

  it("go to the page that the answer names", async () => {
    const navigate = vi.fn();
    session.navigate = navigate;
    socket.on("run", () => ({ version: 4, page: "results" }));
    await session.run("train");

    expect(navigate).toHaveBeenCalledWith("results");
  });
});

describe("forms", () => {
  it("send what was typed, and show each field's problems", async () => {
    socket.on("submit", () => ({ version: 4, errors: { title: ["is too short"], __all__: ["does not fit"] } }));
    session.setField("settings", "title", "ab");
    session.submit("settings");
    expect(state().forms.settings?.submitting).toBe(true);
    await settled();

    expect(socket.callsOf("submit")[0]).toMatchObject({ form: "settings", values: { title: "ab" } });
    expect(state().forms.settings).toMatchObject({
      submitting: false,
      submitted: false,
      problem: "does not fit",
      errors: { title: ["is too short"] },
    });
  });

  it("keep a draft over a reload", async () => {
    session.setField("settings", "title", "half typed");
    window.dispatchEvent(new Event("pagehide"));
    session.stop();
    session = start();

    expect(state().forms.settings?.values).toEqual({ title: "half typed" });
  });

  it("ignore the check of a value that has changed since", async () => {
    let answer = (_: unknown) => {};
    socket.on("validate", () => new Promise((resolve) => (answer = resolve)));
    session.setField("settings", "title", "a");
    void session.validate("settings", ["title"]);
    await settled();
    session.setField("settings", "title", "abc");
    answer({ errors: { title: ["is too short"] } });
    await settled();

    expect(state().forms.settings?.errors).toEqual({});
  });
});

describe("pushes", () => {
  it("fill a component, also with nothing, zero, false and an empty text", () => {
    for (const value of [0, false, "", null]) {
      socket.push("refresh_widget", {
        widgets: ["chart-1"],
        fingerprint: String(value),
        status: "ready",
        ...(value !== null && { value }),
      });
      expect(session.values.get("chart-1")).toBe(value);
    }
    expect(state().widgets.byId["chart-1"]).toEqual({ status: "ready", fingerprint: "null" });
  });

  it("fetch a large value over HTTP, and drop it when a newer one has come", async () => {
    const arrived: ((value: unknown) => void)[] = [];
    vi.stubGlobal(
      "fetch",
      () => new Promise((resolve) => arrived.push((value) => resolve({ ok: true, json: async () => value }))),
    );
    socket.push("refresh_widget", { widgets: ["chart-1"], fingerprint: "f1", status: "ready", href: "/v/f1" });
    socket.push("refresh_widget", { widgets: ["chart-1"], fingerprint: "f2", status: "ready", href: "/v/f2" });
    arrived[1]?.("new");
    await settled();
    arrived[0]?.("old");
    await settled();
    vi.unstubAllGlobals();

    expect(session.values.get("chart-1")).toBe("new");
    expect(state().widgets.byId["chart-1"]?.status).toBe("ready");
  });

  it("show a notice once, however often it is told", () => {
    for (let i = 0; i < 2; i++) socket.push("notify", { id: 1, text: "Done", level: "success" });

    expect(state().notices).toEqual([{ id: "notice-1", text: "Done", level: "success" }]);
  });

  it("that a newer server has and this page does not know are ignored", () => {
    const before = state();
    socket.push("sing", { song: 1 });

    expect(state()).toBe(before);
  });
});

describe("component methods", () => {
  it("wait for the connection and are asked again when an answer got lost", async () => {
    const rows = session.call("table-1", "rows", { start: 0 });
    await settled();
    socket.close();
    socket.on("call", () => [1, 2]);
    socket.open();

    expect(await rows).toEqual([1, 2]);
  });
});
