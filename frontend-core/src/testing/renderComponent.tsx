/** Renders one component the way the shell would, with a fake connection. */
import type { RenderResult } from "@testing-library/react";
import type { ComponentType } from "react";
import type { FakeSocket } from "./fakeSocket";

export interface RenderOptions {
  /** Values of the inputs the component reads. */
  inputs?: Record<string, unknown>;
  socket?: FakeSocket;
  /** Children of a container. */
  children?: React.ReactNode[];
  scheme?: "light" | "dark";
}

export function renderComponent<P extends object>(component: ComponentType<P>, props: P, options: RenderOptions = {}): RenderResult & { socket: FakeSocket } {
  void component;
  void props;
  void options;
  throw new Error("not built yet");
}
