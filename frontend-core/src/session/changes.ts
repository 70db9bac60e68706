/** Carries inputs, submits and actions to the server, each once, and tells the store how it went. */
import type { Methods, RunResult } from "../protocol/messages.gen";
import type { NoticeLevel } from "../publicTypes";
import * as events from "../store/events";
import type { AppStore } from "../store/store";
import { RpcError } from "../transport/rpcError";
import { type Change, type Entry, Outbox } from "./outbox";

export interface ChangesOptions {
  store: AppStore;
  storage: Storage | null;
  /** Where unacknowledged changes are kept over a reload. */
  name: string;
  call<M extends Change["method"]>(method: M, params: Methods[M]["params"]): Promise<Methods[M]["result"]>;
  navigate(page: string): void;
  notify(text: string, level: NoticeLevel): void;
}

interface Promised {
  resolve(result: RunResult): void;
  reject(error: RpcError): void;
}

type Result = RunResult & { errors?: Record<string, string[]> };

export class Changes {
  readonly #options: ChangesOptions;
  readonly #outbox: Outbox;
  readonly #promised = new Map<string, Promised>();
  readonly #debounced = new Map<string, { timer: ReturnType<typeof setTimeout>; value: unknown }>();
  #isReady = false;

  constructor(options: ChangesOptions) {
    this.#options = options;
    this.#outbox = new Outbox(options.storage, options.name);
  }

  // --- what a person does -----------------------------------------------------------------------------------------------

  setInput(name: string, value: unknown, debounce_ms: number): void {
    this.#options.store.dispatch(events.inputSet({ name, value }));
    clearTimeout(this.#debounced.get(name)?.timer);
    this.#debounced.delete(name);
    if (debounce_ms > 0) {
      const timer = setTimeout(() => this.flush(name), debounce_ms);
      this.#debounced.set(name, { timer, value });
    } else {
      this.#add({ method: "set_inputs", params: { values: { [name]: value }, key: newKey() } });
    }
  }

  /** Sends what a debounce still holds back, of one input or of all. */
  flush(name?: string): void {
    const names = name === undefined ? [...this.#debounced.keys()] : [name];
    for (const one of names) {
      const held = this.#debounced.get(one);
      if (!held) continue;
      clearTimeout(held.timer);
      this.#debounced.delete(one);
      this.#add({ method: "set_inputs", params: { values: { [one]: held.value }, key: newKey() } });
    }
  }

  run(action: string, args: Record<string, unknown>): Promise<RunResult> {
    this.flush();
    const key = newKey();
    return new Promise((resolve, reject) => {
      this.#promised.set(key, { resolve, reject });
      this.#add({ method: "run", params: { action, args, key } });
    });
  }

  submit(form: string, values: Record<string, unknown>): void {
    this.flush();
    this.#options.store.dispatch(events.formSent(form));
    this.#add({ method: "submit", params: { form, values, key: newKey() } });
  }

  // --- connection -----------------------------------------------------------------------------------------------------

  /** The server knows the workspace: everything that waits is sent, in order. */
  ready(): void {
    this.#isReady = true;
    this.#pump();
  }

  /** The connection is gone; what was under way is sent again on the next. */
  lost(isPlanned: boolean): void {
    this.#isReady = false;
    for (const entry of this.#outbox.connectionLost(Date.now(), isPlanned)) this.#refused(entry, RpcError.notSent());
    this.#outbox.save();
  }

  /** Keeps what is not acknowledged where a reload finds it. */
  save(): void {
    this.flush();
    this.#outbox.save();
  }

  /** Shows what an earlier document left unacknowledged. */
  restore(): void {
    const { dispatch } = this.#options.store;
    for (const { method, params } of this.#outbox.entries) {
      if (method === "set_inputs") {
        for (const [name, value] of Object.entries(params.values)) dispatch(events.inputSet({ name, value }));
      }
      if (method === "submit") dispatch(events.formSent(params.form));
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
      const result = await this.#options.call(entry.method, entry.params);
      this.#outbox.acknowledge(entry.params.key);
      // `call` types the result by the method, but not together with the entry.
      this.#answered(entry, result as Result);
    } catch (error) {
      const failure = error instanceof RpcError ? error : new RpcError(-32603, String(error));
      if (failure.slug === "disconnected") return;
      this.#outbox.acknowledge(entry.params.key);
      this.#refused(entry, failure);
    }
    this.#pump();
  }

  #answered({ method, params }: Entry, result: Result): void {
    const { version, errors = {} } = result;
    const { store, navigate } = this.#options;
    switch (method) {
      case "set_inputs": {
        const stillUnsaved = [...this.#outbox.unsavedInputs(params.key), ...this.#debounced.keys()];
        store.dispatch(events.inputsSaved({ values: params.values, version, errors, stillUnsaved }));
        break;
      }
      case "submit":
        store.dispatch(events.versionSeen(version));
        store.dispatch(events.formAnswered({ form: params.form, errors }));
        break;
      case "run":
        store.dispatch(events.versionSeen(version));
        this.#promised.get(params.key)?.resolve(result);
        this.#promised.delete(params.key);
        break;
    }
    if (result.page) navigate(result.page);
  }

  #refused({ method, params }: Entry, error: RpcError): void {
    const { store, notify } = this.#options;
    switch (method) {
      case "set_inputs":
        store.dispatch(events.inputsRefused({ names: Object.keys(params.values), problem: error.message }));
        break;
      case "submit":
        if (error.fields) store.dispatch(events.formAnswered({ form: params.form, errors: error.fields }));
        store.dispatch(events.formFailed({ form: params.form, problem: sentence(error) }));
        break;
      case "run": {
        const promised = this.#promised.get(params.key);
        this.#promised.delete(params.key);
        // After a reload nobody waits for the promise any more, but the person does.
        if (promised) promised.reject(error);
        else notify(sentence(error), "error");
        break;
      }
    }
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
