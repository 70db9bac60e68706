/** A bound component's data and how it is, as one value. */
import { useCallback, useSyncExternalStore } from "react";
import type { Problem } from "../publicTypes";
import { useAppSelector } from "../store/hooks";
import { useSession } from "./context";

export type BoundData = { value: unknown; hasValue: boolean } & (
  | { kind: "pending" }
  | { kind: "ready" }
  | { kind: "waiting"; missing: readonly string[] }
  | { kind: "failed"; error: Problem; retry: () => void }
);

export function useBoundData(id: string): BoundData {
  const session = useSession();
  const { values } = session;
  const widget = useAppSelector((state) => state.widgets.byId[id]);
  const subscribe = useCallback((listener: () => void) => values.subscribe(id, listener), [values, id]);
  const value = useSyncExternalStore(subscribe, () => values.get(id));
  const retry = useCallback(() => void session.retry(id), [session, id]);
  const common = { value, hasValue: values.has(id) };
  switch (widget?.status) {
    case "failed":
      return { ...common, kind: "failed", error: widget.error, retry };
    case "waiting":
      return { ...common, kind: "waiting", missing: widget.missing };
    case "ready":
      return { ...common, kind: "ready" };
    default:
      return { ...common, kind: "pending" };
  }
}
