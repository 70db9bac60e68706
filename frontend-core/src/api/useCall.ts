/** Calls a component's own server methods. */
import { useCallback, useContext } from "react";
import type { Call } from "../publicTypes";
import { useSession, WidgetContext } from "../render/context";

/**
 * A function that calls methods of this component's Python class (those marked `@method`). It waits for the connection and
 * asks again when an answer got lost, so such methods should only read. Rejects with a `CallError`.
 *
 * @example
 * const call = useCall();
 * const { rows } = await call<Rows>("rows", { start: 0, end: 100 });
 */
export function useCall(): Call {
  const session = useSession();
  const widget = useContext(WidgetContext);
  return useCallback(
    <T>(method: string, params: Record<string, unknown> = {}, { signal }: { signal?: AbortSignal } = {}) => {
      if (!widget) return Promise.reject(new Error("useCall works only inside a component of a page."));
      // The author of the component knows what its own method returns.
      return session.call(widget.id, method, params, signal) as Promise<T>;
    },
    [session, widget],
  );
}
