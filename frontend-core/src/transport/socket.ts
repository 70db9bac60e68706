/** The one WebSocket: takes over the early one, keeps it alive, opens it again. Knows no message. */
import { PROTOCOL } from "../protocol/messages.gen";
import { type CloseDecision, closeDecision } from "./closeDecision";

export interface SocketEvents {
  onOpen(): void;
  onFrame(text: string): void;
  /** Called for every loss; `decision` says what happens next. */
  onClose(decision: CloseDecision, code: number): void;
  /** Asks for a sign of life; any frame is one. */
  onHeartbeat(): void;
}

export interface Socket {
  /** Throws when the socket is not open. */
  send(text: string): void;
  readonly isOpen: boolean;
  /** Tries at once, for instance after a login. */
  reconnect(): void;
  stop(): void;
}

export interface SocketOptions extends SocketEvents {
  url: string;
  /** The socket the early script opened, with the frames it has caught. */
  early?: { socket: WebSocket; frames: string[] } | undefined;
  random?: () => number;
}

const HEARTBEAT_MS = 20_000;
const DEADLINE_MS = 25_000;
/** On coming back to the tab nobody wants to wait half a minute for the truth. */
const WAKE_DEADLINE_MS = 3_000;

export function openSocket({
  url,
  early,
  random = Math.random,
  onOpen,
  onFrame,
  onClose,
  onHeartbeat,
}: SocketOptions): Socket {
  let socket: WebSocket | null = null;
  let attempt = 0;
  let isStopped = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  let heartbeat: ReturnType<typeof setInterval> | undefined;

  function attach(next: WebSocket, frames: readonly string[] = []) {
    socket = next;
    next.onmessage = (event: MessageEvent) => {
      clearTimeout(deadline);
      deadline = undefined;
      if (typeof event.data === "string") onFrame(event.data);
    };
    next.onclose = (event: CloseEvent) => lost(next, event.code);
    next.onopen = () => opened();
    if (next.readyState === WebSocket.OPEN) {
      opened();
      for (const frame of frames) onFrame(frame);
    } else if (next.readyState > WebSocket.OPEN) {
      lost(next, 1006);
    }
  }

  function opened() {
    attempt = 0;
    clearInterval(heartbeat);
    heartbeat = setInterval(() => beat(DEADLINE_MS), HEARTBEAT_MS);
    onOpen();
  }

  function beat(limit_ms: number) {
    if (socket?.readyState !== WebSocket.OPEN) return;
    onHeartbeat();
    const isAwaited = deadline !== undefined;
    if (!isAwaited || limit_ms < DEADLINE_MS) expectFrame(socket, limit_ms);
  }

  // A browser that was busy or asleep finds its timer due and its frames still queued, so the verdict waits one more
  // turn of the event loop: a frame that is already there cancels it.
  function expectFrame(expected: WebSocket, limit_ms: number) {
    clearTimeout(deadline);
    deadline = setTimeout(() => {
      deadline = setTimeout(() => drop(expected), 250);
    }, limit_ms);
  }

  // `close()` of a dead link may take minutes to report, so the loss is declared here.
  function drop(dead: WebSocket) {
    dead.onmessage = dead.onclose = dead.onopen = null;
    dead.close();
    lost(dead, 1006);
  }

  function lost(gone: WebSocket, code: number) {
    if (gone !== socket) return;
    socket = null;
    clearInterval(heartbeat);
    clearTimeout(deadline);
    deadline = undefined;
    if (isStopped) return;
    const decision = closeDecision(code, attempt++, random());
    isStopped = decision.kind === "stop";
    if (decision.kind === "retry") retryTimer = setTimeout(connect, decision.delay_ms);
    onClose(decision, code);
  }

  function connect() {
    clearTimeout(retryTimer);
    if (isStopped || socket) return;
    attach(new WebSocket(url, [PROTOCOL]));
  }

  function wake() {
    if (document.visibilityState === "hidden") return;
    if (socket) beat(WAKE_DEADLINE_MS);
    else connect();
  }

  const wakers: [EventTarget, string][] = [
    [window, "online"],
    [window, "pageshow"],
    [document, "visibilitychange"],
  ];
  for (const [target, name] of wakers) target.addEventListener(name, wake);

  if (early && early.socket.readyState <= WebSocket.OPEN) attach(early.socket, early.frames);
  else connect();

  return {
    send(text) {
      if (socket?.readyState !== WebSocket.OPEN) throw new Error("the socket is not open");
      socket.send(text);
    },
    get isOpen() {
      return socket?.readyState === WebSocket.OPEN;
    },
    reconnect: connect,
    stop() {
      isStopped = true;
      clearTimeout(retryTimer);
      clearTimeout(deadline);
      clearInterval(heartbeat);
      for (const [target, name] of wakers) target.removeEventListener(name, wake);
      socket?.close(1000);
    },
  };
}
