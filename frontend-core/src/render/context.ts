/** What components below the shell can reach. */
import { createContext, useContext } from "react";
import type { ModuleLoader } from "../registry/moduleLoader";
import type { Session } from "../session/session";

export interface ShellContextValue {
  session: Session;
  loader: ModuleLoader;
}

export const ShellContext = createContext<ShellContextValue | null>(null);
export const WidgetContext = createContext<{ id: string; kind: string } | null>(null);
/** Name of the surrounding form; null outside of one. */
export const FormContext = createContext<string | null>(null);

function useShell(): ShellContextValue {
  const shell = useContext(ShellContext);
  if (!shell)
    throw new Error("This works only in a component that the Envision shell shows; in a test use renderComponent.");
  return shell;
}

export function useSession(): Session {
  return useShell().session;
}

export function useLoader(): ModuleLoader {
  return useShell().loader;
}
