/** What a component may know about itself. */
import { useContext } from "react";
import type { WidgetState } from "../publicTypes";
import { WidgetContext } from "../render/context";
import { useAppSelector } from "../store/hooks";

/** Which component this is, and how its data is. */
export function useWidget(): WidgetState {
  const widget = useContext(WidgetContext);
  if (!widget) throw new Error("useWidget works only inside a component of a page.");
  const known = useAppSelector((state) => state.widgets.byId[widget.id]);
  return { id: widget.id, kind: widget.kind, status: known?.status ?? "ready", fingerprint: known?.fingerprint ?? "" };
}
