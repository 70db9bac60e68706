import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openSocket } from "./socket";

class FakeWebSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static made: FakeWebSocket[] = [];
  readyState = 0;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly url: string;
  readonly protocols: string[];
  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
    FakeWebSocket.made.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  lose(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const events = { onOpen: vi.fn(), onFrame: vi.fn(), onClose: vi.fn(), onHeartbeat: vi.fn() };
let stop = () => {};

function open(early?: { socket: WebSocket; frames: string[] }) {
  const socket = openSocket({ url: "ws://host/ws/", early, random: () => 1, ...events });
  stop = () => socket.stop();
  return socket;
}

function newest(): FakeWebSocket {
  const socket = FakeWebSocket.made.at(-1);
  if (!socket) throw new Error("none was made");
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeWebSocket);
  FakeWebSocket.made = [];
  for (const event of Object.values(events)) event.mockReset();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("speaks the protocol envision.1", () => {
  open();

  expect(newest().protocols).toEqual(["envision.1"]);
});

it("takes over the socket that was opened early, with the frames it has caught", () => {
  const early = new FakeWebSocket("ws://host/ws/", []);
  early.readyState = 1;
  // The fake has all that is used of a WebSocket.
  open({ socket: early as unknown as WebSocket, frames: ["caught"] });

  expect(FakeWebSocket.made).toHaveLength(1);
  expect(events.onOpen).toHaveBeenCalledOnce();
  expect(events.onFrame).toHaveBeenCalledWith("caught");
});

it("opens another when the early one has failed", () => {
  const early = new FakeWebSocket("ws://host/ws/", []);
  early.readyState = 3;
  open({ socket: early as unknown as WebSocket, frames: [] });

  expect(FakeWebSocket.made).toHaveLength(2);
});

it("comes back with growing pauses, and starts anew once it was open", () => {
  open();
  for (const pause of [250, 500, 1000]) {
    const before = FakeWebSocket.made.length;
    newest().lose();
    vi.advanceTimersByTime(pause - 1);
    expect(FakeWebSocket.made).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(FakeWebSocket.made).toHaveLength(before + 1);
  }
  newest().open();
  newest().lose();

  expect(events.onClose).toHaveBeenLastCalledWith({ kind: "retry", delay_ms: 250 }, 1006);
});

it("does not wait when the network comes back", () => {
  open();
  for (let i = 0; i < 6; i++) {
    newest().lose();
    vi.advanceTimersByTime(10_000);
  }
  newest().lose();
  const before = FakeWebSocket.made.length;
  window.dispatchEvent(new Event("online"));

  expect(FakeWebSocket.made).toHaveLength(before + 1);
});

it("stays closed when the server will not have it", () => {
  open();
  newest().lose(4403);
  vi.advanceTimersByTime(60_000);
  window.dispatchEvent(new Event("online"));

  expect(FakeWebSocket.made).toHaveLength(1);
});

it("asks for a sign of life every 20 seconds and gives up 25 seconds after", () => {
  open();
  const first = newest();
  first.open();
  vi.advanceTimersByTime(20_000);
  expect(events.onHeartbeat).toHaveBeenCalledOnce();
  first.onmessage?.({ data: "pong" });
  vi.advanceTimersByTime(20_000);
  first.onmessage?.({ data: "pong" });
  expect(events.onClose).not.toHaveBeenCalled();
  vi.advanceTimersByTime(20_000 + 25_000 + 500);

  expect(events.onClose).toHaveBeenCalledOnce();
});

it("checks at once when the tab is shown again", () => {
  open();
  newest().open();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(events.onHeartbeat).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(3_500);

  expect(events.onClose).toHaveBeenCalledOnce();
});
