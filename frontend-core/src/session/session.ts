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
import { type Change, type Entry, Outbox } from "./outbox";
import { applyRefresh, createPushHandler } from "./pushes";

export interface SessionOptions {
  boot: Boot;
  store: AppStore;
  values: ValueStore;
  /** Opens the connection; tests give a fake. */
  connect(events: SocketEvents): Socket;
  storage?: Storage | null;
}

interface Promised {
  resolve(result: RunResult): void;
  reject(error: RpcError): void;
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
  readonly #outbox: Outbox;
  readonly #promised = new Map<string, Promised>();
  readonly #debounced = new Map<string, { timer: ReturnType<typeof setTimeout>; value: unknown }>();
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
    this.#outbox = new Outbox(storage, this.#key("outbox"));
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
    this.store.dispatch(events.inputSet({ name, value }));
    clearTimeout(this.#debounced.get(name)?.timer);
    this.#debounced.delete(name);
    if (debounce_ms > 0) {
      const timer = setTimeout(() => this.flushInput(name), debounce_ms);
      this.#debounced.set(name, { timer, value });
    } else {
      this.#add({ method: "set_inputs", params: { values: { [name]: value }, key: newKey() } });
    }
  }

  /** Sends what a debounce still holds back, of one input or of all. */
  flushInput(name?: string): void {
    const names = name === undefined ? [...this.#debounced.keys()] : [name];
    for (const one of names) {
      const held = this.#debounced.get(one);
      if (!held) continue;
      clearTimeout(held.timer);
      this.#debounced.delete(one);
      this.#add({ method: "set_inputs", params: { values: { [one]: held.value }, key: newKey() } });
    }
  }

  run(action: string, args: Record<string, unknown> = {}): Promise<RunResult> {
    this.flushInput();
    const key = newKey();
    return new Promise((resolve, reject) => {
      this.#promised.set(key, { resolve, reject });
      this.#add({ method: "run", params: { action, args, key } });
    });
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
    this.flushInput();
    this.store.dispatch(events.formSent(form));
    this.#add({ method: "submit", params: { form, values: this.#formValues(form), key: newKey() } });
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
    this.#pump();
  }

  /** False when the connection went meanwhile. */
  async #getPage(page: string, request: number): Promise<boolean> {
    const state = this.store.getState();
    const isSame = page === state.page.page;
    try {
      const result = await this.#rpc.call("get_page", {
        page,
        workspace: state.page.workspace || this.boot.app.workspace,
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
    const given = this.#outbox.connectionLost(Date.now(), code === 1001 || code === 1012);
    this.#rpc.disconnect();
    for (const entry of given)
      this.#refused(
        entry,
        new RpcError(-32099, "It was not saved: the connection broke twice while sending it.", { slug: "not_sent" }),
      );
    this.#outbox.save();
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

  // --- outbox ---------------------------------------------------------------------------------------------------------

  #add(change: Change): void {
    this.#outbox.add(change);
    if (this.#isReady) this.#pump();
    else this.#outbox.save();
  }

  #pump(): void {
    if (!this.#isReady) return;
    for (const entry of this.#outbox.due()) void this.#send(entry);
  }

  async #send(entry: Entry): Promise<void> {
    entry.sentAt = Date.now();
    try {
      const result = await this.#rpc.call(entry.method, entry.params);
      this.#outbox.acknowledge(entry.params.key);
      // The client typed the result by the method, but not together with the entry.
      this.#answered(entry, result as RunResult & { errors?: Record<string, string[]> });
    } catch (error) {
      const failure = error instanceof RpcError ? error : new RpcError(-32603, String(error));
      if (failure.slug === "disconnected") return;
      this.#outbox.acknowledge(entry.params.key);
      this.#refused(entry, failure);
    }
    this.#pump();
  }

  #answered(entry: Entry, result: RunResult & { errors?: Record<string, string[]> }): void {
    const { version, errors = {} } = result;
    switch (entry.method) {
      case "set_inputs":
        this.store.dispatch(
          events.inputsSaved({
            values: entry.params.values,
            version,
            errors,
            stillUnsaved: this.#unsaved(entry.params.key),
          }),
        );
        break;
      case "submit":
        this.store.dispatch(events.versionSeen(version));
        this.store.dispatch(events.formAnswered({ form: entry.params.form, errors }));
        break;
      case "run":
        this.store.dispatch(events.versionSeen(version));
        this.#promised.get(entry.params.key)?.resolve(result);
        this.#promised.delete(entry.params.key);
        break;
    }
    if (result.page) this.navigate(result.page);
  }

  #refused(entry: Entry, error: RpcError): void {
    switch (entry.method) {
      case "set_inputs":
        this.store.dispatch(events.inputsRefused({ names: Object.keys(entry.params.values), problem: error.message }));
        break;
      case "submit":
        if (error.fields) this.store.dispatch(events.formAnswered({ form: entry.params.form, errors: error.fields }));
        this.store.dispatch(events.formFailed({ form: entry.params.form, problem: sentence(error) }));
        break;
      case "run": {
        const promised = this.#promised.get(entry.params.key);
        this.#promised.delete(entry.params.key);
        if (promised) promised.reject(error);
        else this.notify(sentence(error), "error");
        break;
      }
    }
  }

  #unsaved(acknowledged: string): string[] {
    return [...this.#outbox.unsavedInputs(acknowledged), ...this.#debounced.keys()];
  }

  // --- boot and reload --------------------------------------------------------------------------------------------------

  #showBoot(): void {
    const { app, page, refreshes, error } = this.boot;
    this.store.dispatch(events.appOpened(app));
    if (page) this.store.dispatch(events.pageOpened(page));
    else if (error) this.store.dispatch(events.pageFailed({ ...error, page: this.#addressed() }));
    for (const refresh of refreshes) applyRefresh(this, refresh);
    for (const entry of this.#outbox.entries) {
      if (entry.method === "set_inputs")
        for (const [name, value] of Object.entries(entry.params.values))
          this.store.dispatch(events.inputSet({ name, value }));
      if (entry.method === "submit") this.store.dispatch(events.formSent(entry.params.form));
    }
    this.#restoreDrafts();
  }

  readonly #onHide = () => {
    this.flushInput();
    this.#outbox.save();
    this.#storeDrafts();
  };

  #storeDrafts(): void {
    const drafts = Object.entries(this.store.getState().forms).flatMap(([form, entry]) =>
      Object.keys(entry.touched).map((field) => ({ form, field, value: entry.values[field] })),
    );
    if (drafts.length > 0) this.#storage?.setItem(this.#key("drafts"), JSON.stringify(drafts));
    else this.#storage?.removeItem(this.#key("drafts"));
  }

  #addressed(): string {
    return pageOf(location.pathname.slice(this.boot.urls.base.length - 1)).page;
  }

  #restoreDrafts(): void {
    try {
      const drafts: { form: string; field: string; value: unknown }[] = JSON.parse(
        this.#storage?.getItem(this.#key("drafts")) ?? "[]",
      );
      for (const draft of drafts) this.store.dispatch(events.fieldSet(draft));
    } catch {
      // Written by another version; typing it again is all that is lost.
    }
  }

  #key(name: string): string {
    return `envision:${name}:${this.boot.app.workspace}`;
  }

  #formValues(form: string): Record<string, unknown> {
    return this.store.getState().forms[form]?.values ?? {};
  }
}

function sentence(error: RpcError): string {
  return error.hint ? `${error.message} ${error.hint}` : error.message;
}

/** Unique, also where `crypto.randomUUID` is missing (plain http on another host than localhost). */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}
