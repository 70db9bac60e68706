/** Fetches the ES modules of components when a page first uses them, and tries again when that fails. */
import type { ComponentType, ReactNode } from "react";
import { preloadModule } from "react-dom";
import type { Module } from "../protocol/messages.gen";
import { isRecord } from "../transport/rpcClient";

/** A plugin's component; its props were checked on the server against the schema they are typed by. */
export type PluginComponent = ComponentType<Record<string, unknown> & { children?: ReactNode }>;

export type LoadState =
  | { status: "loading" }
  | { status: "ready"; component: PluginComponent }
  | { status: "failed"; problem: string; hint: string };

/** Imports a module; `preload` are further files it will ask for. */
export type ImportModule = (url: string, preload: readonly string[]) => Promise<unknown>;

function importNow(url: string, preload: readonly string[]): Promise<unknown> {
  for (const href of preload) preloadModule(href, { as: "script" });
  return import(/* @vite-ignore */ url);
}

const LOADING: LoadState = { status: "loading" };
const TRIES = 3;
const PAUSE_MS = 400;

export class ModuleLoader {
  readonly #states = new Map<string, LoadState>();
  readonly #listeners = new Set<() => void>();
  readonly #import: ImportModule;
  /** Failures by address. */
  readonly #failures = new Map<string, number>();

  constructor(importModule: ImportModule = importNow) {
    this.#import = importModule;
  }

  /** How the component of that module is; the first call starts fetching it. Safe while rendering: it tells nobody yet. */
  state(module: Module): LoadState {
    const known = this.#states.get(keyOf(module));
    if (known) return known;
    this.#states.set(keyOf(module), LOADING);
    void this.#fetch(module);
    return LOADING;
  }

  /** Fetches it, again if that failed before; resolves when it is decided, well or not. */
  load(module: Module): Promise<LoadState> {
    this.#set(module, LOADING);
    return this.#fetch(module);
  }

  async #fetch(module: Module): Promise<LoadState> {
    let problem = "";
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      try {
        const state = componentOf(await this.#import(this.#address(module.url), module.preload), module);
        this.#set(module, state);
        return state;
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
        this.#failures.set(module.url, (this.#failures.get(module.url) ?? 0) + 1);
        if (attempt < TRIES) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
      }
    }
    const failed: LoadState = {
      status: "failed",
      problem: `Its code could not be loaded: ${problem}`,
      hint: "Retry, or reload the page if a new version was installed.",
    };
    this.#set(module, failed);
    return failed;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  // A browser may remember that an address failed, so a later try uses another one.
  #address(url: string): string {
    const failures = this.#failures.get(url) ?? 0;
    return failures === 0 ? url : `${url}?try=${failures}`;
  }

  #set(module: Module, state: LoadState): void {
    this.#states.set(keyOf(module), state);
    for (const listener of this.#listeners) listener();
  }
}

function keyOf(module: Module): string {
  return `${module.url}#${module.export}`;
}

function componentOf(loaded: unknown, module: Module): LoadState {
  const component =
    isRecord(loaded) || typeof loaded === "object" ? Reflect.get(loaded ?? {}, module.export) : undefined;
  // A function, or what memo and forwardRef return.
  if (typeof component === "function" || isRecord(component))
    return { status: "ready", component: component as PluginComponent };
  return {
    status: "failed",
    problem: `Plugin "${module.plugin}" has no component "${module.export}".`,
    hint: "Update the plugin, or tell its author.",
  };
}
