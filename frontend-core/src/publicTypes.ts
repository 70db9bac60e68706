/** Types that component authors see. Wire names stay snake_case. */
import type { ReactNode } from "react";

/** A child of a container as the page's tree has it; `children[i]` is its rendered form. */
export interface ChildNode {
  id: string;
  kind: string;
  props: Readonly<Record<string, unknown>>;
}

/**
 * What the shell gives a component: its own properties (from `props.gen.ts`), and for containers the children.
 *
 * A bound property already holds the resolved value. Each of `children` is one element with its React key set; its
 * root is a single `div`, and a hidden child renders nothing, so put children directly into a grid or flex box.
 */
export type ComponentProps<P> = P & {
  children?: ReactNode[];
  childNodes?: readonly ChildNode[];
};

/** A named value of the workspace, or a field when inside a `FormScope`. */
export interface InputHandle<T> {
  /** The newest value, this browser's own changes included; undefined while nobody has given one. */
  value: T | undefined;
  /** Shows the value at once and sends it; with `debounce_ms` it is sent after that much quiet. */
  set(value: T, options?: { debounce_ms?: number }): void;
  /** Call on leaving the field: sends what a debounce still holds, and validates a form's field. */
  blur(): void;
  /** What the server says is wrong with the value, as sentences. */
  errors: readonly string[];
  /** True until the server has stored the newest value. */
  pending: boolean;
  /** True while the form is being submitted. */
  busy: boolean;
}

/** A server method of this component, declared with `@method` in Python. */
export type Call = <T = unknown>(
  method: string,
  params?: Record<string, unknown>,
  options?: { signal?: AbortSignal },
) => Promise<T>;

/** A failed call: what went wrong and what to do, never a traceback. */
export interface CallError extends Error {
  code: number;
  slug: string;
  hint: string;
  fields?: Record<string, string[]>;
}

export interface ActionHandle {
  /** Runs an action exactly once, also over a reconnect. Rejects with a `CallError`. */
  run(action: string, args?: Record<string, unknown>): Promise<unknown>;
  /** True from the click until the action has finished. */
  running: boolean;
  /** The error of the last run. */
  error: CallError | null;
}

export interface FormHandle {
  values: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, readonly string[]>>;
  /** True once the server has accepted a submit. */
  submitted: boolean;
  /** True while a submit is on its way. */
  submitting: boolean;
  /** What the submit started, while it runs and after. */
  job: JobState | null;
  /** A failure that belongs to no field (also the form's own errors, `__all__`). */
  error: string | null;
  set(field: string, value: unknown): void;
  /** Checks these fields on the server and keeps them as a draft. */
  validate(fields: readonly string[]): void;
  submit(): void;
}

export interface JobState {
  job: string;
  name: string;
  status: "queued" | "running" | "done" | "failed" | "cancelled" | "lost";
  /** Steps done, of `total`; null when the length is unknown. */
  done: number | null;
  total: number | null;
  text: string;
  form?: string | null;
}

/** The page's look, as plain colours that canvas and chart libraries can read. */
export interface ThemeTokens {
  scheme: "light" | "dark";
  font: string;
  /** Corner radius in px. */
  radius: number;
  colors: {
    primary: string;
    text: string;
    dimmed: string;
    background: string;
    surface: string;
    border: string;
    /** Text on `primary`. */
    contrast: string;
  };
  /** Ten colours that stay apart from each other, for series; the first is `primary`. */
  palette: readonly string[];
}

export interface WidgetState {
  id: string;
  kind: string;
  /** `ready` also for a component that is bound to nothing. */
  status: "pending" | "ready" | "waiting" | "failed";
  /** Changes whenever the bound value does; empty when bound to nothing. Use it to drop what you cached by `useCall`. */
  fingerprint: string;
}

/** What an uploaded file looks like as an input's value. */
export interface UploadedValue {
  upload: string;
  name: string;
  size: number;
}

export interface UploadHandle {
  /** Sends the file in parts, goes on after an interruption, and resolves to the value to put into the input. */
  start(file: File): Promise<UploadedValue>;
  cancel(): void;
  /** 0..1 while sending, else null. */
  progress: number | null;
  error: string | null;
}

export type NoticeLevel = "info" | "success" | "warning" | "error";

/** Problem, and what to do about it. */
export interface Problem {
  problem: string;
  hint?: string;
  slug?: string;
  /** Where in the author's code: `app.py:12`. */
  place?: string | null;
}
