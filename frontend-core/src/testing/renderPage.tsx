/** Renders a whole page of an invented app, for the shell's own tests. */
import { act, render } from "@testing-library/react";
import type { GetPageResult, Module } from "../protocol/messages.gen";
import { ModuleLoader } from "../registry/moduleLoader";
import { Session } from "../session/session";
import { Shell } from "../shell/Shell";
import { createStore } from "../store/store";
import { ValueStore } from "../store/valueStore";
import { fakeBoot } from "./fakeApp";
import { fakeSocket } from "./fakeSocket";

export interface PageOptions {
  modules: Record<string, Module>;
  /** Exports of the plugin modules, by export name. */
  exports: Record<string, unknown>;
  app?: Parameters<typeof fakeBoot>[2];
}

export async function renderPage(page: GetPageResult, { modules, exports, app }: PageOptions) {
  const socket = fakeSocket();
  socket.on("get_page", ({ page: name }) =>
    name === page.page || name === "" ? page : { ...page, page: name, tree: [] },
  );
  const session = new Session({
    boot: fakeBoot(page, modules, app),
    store: createStore(),
    values: new ValueStore(),
    connect: (events) => socket.connect(events),
  });
  const imported: string[] = [];
  const loader = new ModuleLoader(async (url) => {
    imported.push(url);
    return exports;
  });
  session.start();
  const result = await act(async () => render(<Shell shell={{ session, loader }} />));
  return { ...result, session, socket, imported };
}
