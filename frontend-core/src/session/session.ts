/** One browser tab and the server: connects, keeps the store true, and carries what the person does. */
import type { GetPageResult, Methods, RunResult } from "../protocol/messages.gen";
import type { NoticeLevel } from "../publicTypes";
import * as events from "../store/events";
import type { AppStore } from "../store/store";
import type { ValueStore } from "../store/valueStore";
import type { CloseDecision } from "../transport/closeDecision";
import { createRpcClient, type RpcClient } from "../transport/rpcClient";
import { asProblem, RpcError } from "../transport/rpcError";
import type { Socket, SocketEvents } from "../transport/socket";
import { type Boot, pageOf } from "./boot";
import { Changes, newKey } from "./changes";
import { restoreDrafts, saveDrafts } from "./drafts";
import { applyRefresh, createPushHandler } from "./pushes";

export interface SessionOptions {
  boot: Boot;
  store: AppStore;
  values: ValueStore;
  /** Opens the connection; tests give a fake. */
  connect(events: SocketEvents): Socket;
  storage?: Storage | null;
}

export class Session {
  readonly boot: Boot;
  readonly store: AppStore;
  readonly values: ValueStore;
  /** Goes to a page's address; the router sets it. */
  navigate: (page: string) => void = () => {};
  /** Loads the document again; tests replace it. */
  reload: () => void = () => location.reload();

  readonly #connect: SessionOptions["connect"];
  readonly #storage: Storage | null;
  readonly #rpc: RpcClient;
  readonly #changes: Changes;
  #socket: Socket | null = null;
  /** Answered `get_page` on this connection: only then does the server know which page and workspace we mean. */
  #isReady = false;
  #whenReady: (() => void)[] = [];
  #hasBeenOpen = false;
  #notice: number;
  #pageRequest = 0;

  constructor({ boot, store, values, connect, storage = null }: SessionOptions) {
    this.boot = boot;
    this.store = store;
    this.values = values;
    this.#connect = connect;
    this.#storage = storage;
    this.#notice = Number(storage?.getItem(this.#key("notice")) ?? boot.page?.notice ?? 0);
    const onPush = createPushHandler(this);
    this.#rpc = createRpcClient({
      send: (text) => {
        if (!this.#socket) throw new Error("not connected");
        this.#socket.send(text);
      },
      onPush,
      // biome-ignore lint/suspicious/noConsole: a frame that is no message is for whoever debugs the server.
      onInvalid: (problem) => console.warn(`Envision: ${problem}`),
    });
    this.#changes = new Changes({
      store,
      storage,
      name: this.#key("outbox"),
      call: (method, params) => this.#rpc.call(method, params),
      navigate: (page) => this.navigate(page),
      notify: (text, level) => this.notify(text, level),
    });
    this.#showBoot();
  }

  // --- life ------------------------------------------------------------------------------------------------------------

  start(): void {
    window.addEventListener("pagehide", this.#onHide);
    this.#socket = this.#connect({
      onOpen: () => this.#hello(),
      onFrame: (text) => this.#rpc.receive(text),
      onClose: (decision, code) => this.#lost(decision, code),
      onHeartbeat: () => this.#ping(),
    });
    // One that the early script had opened has told so already.
    if (this.#socket.isOpen && !this.#hasBeenOpen) this.#hello();
  }

  stop(): void {
    window.removeEventListener("pagehide", this.#onHide);
    this.#socket?.stop();
    this.#rpc.disconnect();
  }

  reconnect(): void {
    this.#socket?.reconnect();
  }

  // --- what a person does -----------------------------------------------------------------------------------------------

  setInput(name: string, value: unknown, debounce_ms = 0): void {
    this.#changes.setInput(name, value, debounce_ms);
  }

  /** Sends what a debounce still holds back. */
  flushInput(name: string): void {
    this.#changes.flush(name);
  }

  run(action: string, args: Record<string, unknown> = {}): Promise<RunResult> {
    return this.#changes.run(action, args);
  }

  setField(form: string, field: string, value: unknown): void {
    this.store.dispatch(events.fieldSet({ form, field, value }));
  }

  async validate(form: string, fields: readonly string[]): Promise<void> {
    const values = this.#formValues(form);
    try {
      const { errors } = await this.#ask("validate", { form, values, fields: [...fields] });
      const isStale = fields.some((field) => this.#formValues(form)[field] !== values[field]);
      if (!isStale) this.store.dispatch(events.formValidated({ form, fields, errors }));
    } catch {
      // Checking early is a courtesy; submit checks again and reports what goes wrong.
    }
  }

  submit(form: string): void {
    this.#changes.submit(form, this.#formValues(form));
  }

  /** Calls a component's method, after the connection is back if need be; so it may run twice and should only read. */
  async call(widget: string, method: string, params: Record<string, unknown>, signal?: AbortSignal): Promise<unknown> {
    return this.#ask("call", { widget, method, params }, signal);
  }

  async retry(widget: string): Promise<void> {
    const known = this.store.getState().widgets.byId[widget];
    this.store.dispatch(events.refreshed({ ids: [widget], fingerprint: known?.fingerprint ?? "", status: "pending" }));
    try {
      await this.#ask("retry", { widget });
    } catch (error) {
      this.store.dispatch(
        events.refreshed({ ids: [widget], fingerprint: "", status: "failed", error: asProblem(error) }),
      );
    }
  }

  async cancel(job: string): Promise<void> {
    try {
      await this.#ask("cancel", { job });
    } catch (error) {
      this.notify(asProblem(error).problem, "error");
    }
  }

  notify(text: string, level: NoticeLevel = "info", id = `local-${newKey()}`): void {
    this.store.dispatch(events.noticeShown({ id, text, level }));
  }

  async openPage(page: string): Promise<void> {
    const request = ++this.#pageRequest;
    this.store.dispatch(events.pageRequested(page));
    if (this.#isReady) await this.#getPage(page, request);
  }

  // --- for pushes -----------------------------------------------------------------------------------------------------

  /** True the first time a notice comes; the server may tell one twice. */
  isNewNotice(id: number): boolean {
    if (id <= this.#notice) return false;
    this.#notice = id;
    this.#storage?.setItem(this.#key("notice"), String(id));
    return true;
  }

  /** Loads the page again if nothing would be lost by it, else offers to. */
  reloadWhenQuiet(): void {
    const isTyping =
      document.activeElement?.matches("input:not([type=button], [type=checkbox], [type=range]), textarea") ?? false;
    const last = Number(this.#storage?.getItem("envision:reloaded") ?? 0);
    if (isTyping || Date.now() - last < 3_000) {
      this.store.dispatch(events.newVersionFound());
    } else {
      this.#storage?.setItem("envision:reloaded", String(Date.now()));
      this.reload();
    }
  }

  // --- connection -----------------------------------------------------------------------------------------------------

  async #hello(): Promise<void> {
    if (!this.#socket) return; // told before `start` knows the socket; it says hello itself
    const isFirst = !this.#hasBeenOpen;
    this.#hasBeenOpen = true;
    this.store.dispatch(events.connected());
    if (!isFirst) void this.#compareBuild();
    let request: number;
    do {
      const { page, requested, failure } = this.store.getState().page;
      request = ++this.#pageRequest;
      const isAnswered = await this.#getPage(requested ?? failure?.page ?? page, request);
      if (!isAnswered) return;
    } while (request !== this.#pageRequest); // another page was asked for meanwhile
    this.#isReady = true;
    for (const proceed of this.#whenReady.splice(0)) proceed();
    this.#changes.ready();
  }

  /** False when the connection went meanwhile. */
  async #getPage(page: string, request: number): Promise<boolean> {
    const state = this.store.getState();
    const isSame = page === state.page.page;
    try {
      const result = await this.#rpc.call("get_page", {
        page,
        // A link to somebody else's workspace must not show one's own instead.
        workspace: state.page.workspace || this.#address().workspace || this.boot.app.workspace,
        notice: this.#notice,
        ...(isSame && { known: this.#known(), version: state.page.version }),
      });
      if (request === this.#pageRequest) this.#opened(result);
      return true;
    } catch (error) {
      const { slug, problem, hint } = asProblem(error);
      if (slug === "disconnected") return false;
      if (request === this.#pageRequest) this.store.dispatch(events.pageFailed({ page, slug, problem, hint }));
      return true;
    }
  }

  #opened(result: GetPageResult): void {
    const { page } = this.store.getState();
    if (result.page !== page.page || result.workspace !== page.workspace) this.values.clear();
    this.store.dispatch(events.pageOpened(result));
  }

  #known(): Record<string, string> {
    const known: Record<string, string> = {};
    for (const [id, widget] of Object.entries(this.store.getState().widgets.byId)) {
      if (widget.status !== "pending") known[id] = widget.fingerprint;
    }
    return known;
  }

  async #compareBuild(): Promise<void> {
    try {
      const app = await this.#rpc.call("get_app", {});
      if (app.build === this.boot.app.build) this.store.dispatch(events.appOpened(app));
      else this.store.dispatch(events.newVersionFound());
    } catch {
      // The next connection asks again.
    }
  }

  async #ping(): Promise<void> {
    const before = this.store.getState().page.version;
    try {
      const { version } = await this.#rpc.call("ping", { version: before });
      if (version > this.store.getState().page.version) await this.#catchUp(version);
    } catch {
      // A lost connection is noticed by the socket.
    }
  }

  // The server sends what is new by itself after such a ping; if nothing came, the page is asked for again.
  async #catchUp(version: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { page } = this.store.getState();
    if (version <= page.version || !this.#isReady || page.requested !== null) return;
    this.store.dispatch(events.versionSeen(version));
    await this.#getPage(page.page, ++this.#pageRequest);
  }

  #lost(decision: CloseDecision, code: number): void {
    this.#isReady = false;
    this.#rpc.disconnect();
    this.#changes.lost(code === 1001 || code === 1012);
    switch (decision.kind) {
      case "retry":
        this.store.dispatch(events.connectionLost());
        break;
      case "login":
        this.store.dispatch(events.loginNeeded());
        break;
      case "stop":
        this.store.dispatch(events.connectionRefused(decision));
        break;
    }
  }

  /** A call that waits for the connection and is asked again when the answer got lost. */
  async #ask<M extends "validate" | "call" | "retry" | "cancel">(
    method: M,
    params: Methods[M]["params"],
    signal?: AbortSignal,
  ): Promise<Methods[M]["result"]> {
    for (let tries = 1; ; tries++) {
      if (!this.#isReady) await new Promise<void>((proceed) => this.#whenReady.push(proceed));
      try {
        return await this.#rpc.call(method, params, signal);
      } catch (error) {
        if (!(error instanceof RpcError && error.slug === "disconnected") || tries === 3) throw error;
      }
    }
  }

  // --- boot and reload --------------------------------------------------------------------------------------------------

  #showBoot(): void {
    const { app, page, refreshes, error } = this.boot;
    this.store.dispatch(events.appOpened(app));
    if (page) this.store.dispatch(events.pageOpened(page));
    else if (error) this.store.dispatch(events.pageFailed({ ...error, page: this.#address().page }));
    for (const refresh of refreshes) applyRefresh(this, refresh);
    this.#changes.restore();
    restoreDrafts(this.store, this.#storage, this.#key("drafts"));
  }

  readonly #onHide = () => {
    this.#changes.save();
    saveDrafts(this.store, this.#storage, this.#key("drafts"));
  };

  #address(): ReturnType<typeof pageOf> {
    return pageOf(location.pathname.slice(this.boot.urls.base.length - 1));
  }

  #key(name: string): string {
    return `envision:${name}:${this.boot.app.workspace}`;
  }

  #formValues(form: string): Record<string, unknown> {
    return this.store.getState().forms[form]?.values ?? {};
  }
}
