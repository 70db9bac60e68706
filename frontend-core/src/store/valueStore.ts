/** The data of bound components, outside Redux: arrays may be huge, and libraries write into them. */

export class ValueStore {
  readonly #values = new Map<string, unknown>();
  readonly #listeners = new Map<string, Set<() => void>>();

  /** The component's data; undefined when none has come. */
  get(id: string): unknown {
    return this.#values.get(id);
  }

  has(id: string): boolean {
    return this.#values.has(id);
  }

  set(ids: readonly string[], value: unknown): void {
    for (const id of ids) {
      this.#values.set(id, value);
      for (const listener of this.#listeners.get(id) ?? []) listener();
    }
  }

  /** Forgets everything, as another page uses the same ids for other components. Tells nobody: the tree goes with it. */
  clear(): void {
    this.#values.clear();
  }

  subscribe(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }
}
