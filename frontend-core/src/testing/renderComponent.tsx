/** Renders one component the way the shell would, with a fake server. */
import { type RenderResult, render } from "@testing-library/react";
import type { ComponentType, ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { FormScope } from "../api/useForm";
import { ModuleLoader } from "../registry/moduleLoader";
import { ShellContext, WidgetContext } from "../render/context";
import { Session } from "../session/session";
import { StoreContext, StoreProvider } from "../store/hooks";
import { createStore } from "../store/store";
import { ValueStore } from "../store/valueStore";
import { ThemeProvider } from "../theme/ThemeProvider";
import { fakeBoot, fakePage } from "./fakeApp";
import { type FakeSocket, fakeSocket } from "./fakeSocket";

export interface RenderOptions {
  /** Values of the inputs the component reads. */
  inputs?: Record<string, unknown>;
  /** Puts the component into a form of this name with these values. */
  form?: { name: string; values: Record<string, unknown> };
  /** Answers of the server; one is made that answers `get_page`, `set_inputs` and `run`. */
  socket?: FakeSocket;
  /** Rendered children of a container. */
  children?: ReactNode[];
  scheme?: "light" | "dark";
  /** Id and kind that `useWidget` tells. */
  widget?: { id: string; kind: string };
}

export type RenderedComponent = RenderResult & {
  socket: FakeSocket;
  /** Newest value of an input, as the component sees it. */
  input(name: string): unknown;
};

export function renderComponent<P extends object>(
  component: ComponentType<P>,
  props: P,
  options: RenderOptions = {},
): RenderedComponent {
  const {
    inputs = {},
    form,
    socket = answeringSocket(),
    children,
    scheme = "light",
    widget = { id: "it", kind: "test.It" },
  } = options;
  const forms = form ? { [form.name]: { values: form.values, submitted: false } } : {};
  const page = fakePage([], { values: inputs, forms });
  const theme = { primary: "indigo", font: "", radius: "md", scheme };
  const session = new Session({
    boot: fakeBoot(page, {}, { theme }),
    store: createStore(),
    values: new ValueStore(),
    connect: (events) => socket.connect(events),
  });
  socket.on("get_page", () => page);
  session.start();

  const Tested = component;
  const rendered = (now: P) => {
    const it = <Tested {...now}>{children}</Tested>;
    return (
      <StoreProvider store={session.store} context={StoreContext}>
        <ShellContext value={{ session, loader: new ModuleLoader() }}>
          <ThemeProvider>
            <MemoryRouter>
              <WidgetContext value={widget}>{form ? <FormScope form={form.name}>{it}</FormScope> : it}</WidgetContext>
            </MemoryRouter>
          </ThemeProvider>
        </ShellContext>
      </StoreProvider>
    );
  };
  const result = render(rendered(props));
  return { ...result, socket, input: (name) => session.store.getState().inputs.values[name] };
}

function answeringSocket(): FakeSocket {
  const socket = fakeSocket();
  let version = 1;
  const accepted = () => ({ version: ++version });
  for (const method of ["set_inputs", "run", "submit"]) socket.on(method, accepted);
  socket.on("validate", () => ({ errors: {} }));
  return socket;
}
