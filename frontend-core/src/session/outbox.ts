/** Changes the server has not acknowledged yet, kept until it has: over a lost connection and over a reload. */
import type { RunParams, SetInputsParams, SubmitParams } from "../protocol/messages.gen";
import { isRecord } from "../transport/rpcClient";

export type Change =
  | { method: "set_inputs"; params: SetInputsParams }
  | { method: "submit"; params: SubmitParams }
  | { method: "run"; params: RunParams };

export type Entry = Change & {
  /** When it was sent over the present connection (ms); null while it waits for one. */
  sentAt: number | null;
  /** How often the connection closed right after it was sent. */
  losses: number;
};

/** A connection that closes within this time after a send may have been killed by what was sent. */
const POISON_MS = 2_000;
const POISON_LIMIT = 2;

export class Outbox {
  #entries: Entry[] = [];
  readonly #storage: Storage | null;
  readonly #name: string;

  constructor(storage: Storage | null, name: string) {
    this.#storage = storage;
    this.#name = name;
    this.#entries = restored(storage?.getItem(name));
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** Adds a change; inputs join the newest entry of inputs that has not been sent, so a dragged slider is one entry. */
  add(change: Change): void {
    const last = this.#entries.at(-1);
    if (change.method === "set_inputs" && last?.method === "set_inputs" && last.sentAt === null && last.losses === 0) {
      last.params = { ...last.params, values: { ...last.params.values, ...change.params.values } };
    } else {
      this.#entries.push({ ...change, sentAt: null, losses: 0 });
    }
  }

  /** What may be sent now: in order, and nothing overtakes inputs that are under way. */
  due(): Entry[] {
    const due: Entry[] = [];
    for (const entry of this.#entries) {
      if (entry.sentAt === null) due.push(entry);
      if (entry.method === "set_inputs") break;
    }
    return due;
  }

  acknowledge(key: string): void {
    this.#entries = this.#entries.filter((entry) => entry.params.key !== key);
  }

  /** The connection is gone. Returns the entries given up, as they seem to be what kills it; not if it was planned. */
  connectionLost(now: number, isPlanned = false): Entry[] {
    const poisonous: Entry[] = [];
    for (const entry of this.#entries) {
      if (!isPlanned && entry.sentAt !== null && now - entry.sentAt < POISON_MS) entry.losses += 1;
      entry.sentAt = null;
      if (entry.losses >= POISON_LIMIT) poisonous.push(entry);
    }
    this.#entries = this.#entries.filter((entry) => entry.losses < POISON_LIMIT);
    return poisonous;
  }

  /** Names of the inputs that wait, without those of `except`. */
  unsavedInputs(except = ""): string[] {
    return this.#entries.flatMap((entry) =>
      entry.method === "set_inputs" && entry.params.key !== except ? Object.keys(entry.params.values) : [],
    );
  }

  /** Writes it where a reload finds it. */
  save(): void {
    if (this.isEmpty) this.#storage?.removeItem(this.#name);
    else this.#storage?.setItem(this.#name, JSON.stringify(this.#entries));
  }
}

function restored(text: string | null | undefined): Entry[] {
  try {
    const entries: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(entries) ? entries.filter(isEntry).map((entry) => ({ ...entry, sentAt: null })) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  return (
    isRecord(value) &&
    typeof value.method === "string" &&
    isRecord(value.params) &&
    typeof value.params.key === "string" &&
    typeof value.losses === "number"
  );
}
