/** Starts the shell on the index page. */
import { createRoot } from "react-dom/client";
import type { Module, Node } from "./protocol/messages.gen";
import { ModuleLoader } from "./registry/moduleLoader";
import { readBoot } from "./session/boot";
import { Session } from "./session/session";
import { Shell } from "./shell/Shell";
import { createStore } from "./store/store";
import { ValueStore } from "./store/valueStore";
import { openSocket } from "./transport/socket";

/** How long the first painting waits for the components' code, so that they come at once instead of after grey areas. */
const WAIT_MS = 250;

export async function boot(root: HTMLElement): Promise<void> {
  const data = readBoot();
  const store = createStore();
  const url = new URL(data.urls.socket, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const { socket, frames = [] } = window.__envision ?? {};
  const early = socket && { socket, frames };
  const session = new Session({
    boot: data,
    store,
    values: new ValueStore(),
    connect: (events) => openSocket({ url: url.href, early, ...events }),
    storage: storage(),
  });
  const loader = new ModuleLoader();
  const modules = modulesOf(data.page?.tree ?? [], data.app.modules);
  const isLoaded = Promise.all([...modules].map((module) => loader.load(module)));
  session.start();
  await Promise.race([isLoaded, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
  createRoot(root).render(<Shell shell={{ session, loader }} />);
}

function modulesOf(
  tree: readonly Node[],
  modules: Readonly<Record<string, Module>>,
  found = new Set<Module>(),
): Set<Module> {
  for (const node of tree) {
    const module = modules[node.kind];
    if (module?.state === "ok") found.add(module);
    if (node.children) modulesOf(node.children, modules, found);
  }
  return found;
}

/** Null where the browser forbids it; then only a reload forgets. */
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
