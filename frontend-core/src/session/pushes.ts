/** Turns what the server pushes into events. */
import type { RefreshWidget } from "../protocol/messages.gen";
import type { Push } from "../protocol/push";
import * as events from "../store/events";
import { asProblem } from "../transport/rpcError";
import type { Session } from "./session";
import { fetchValue } from "./values";

export function createPushHandler(session: Session): (method: string, params: unknown) => void {
  return (method, params) => {
    // The server's pushes are checked against the same schema these types come from.
    const push = { method, params } as Push;
    const { dispatch } = session.store;
    switch (push.method) {
      case "refresh_widget":
        return applyRefresh(session, push.params);
      case "inputs_changed":
        return void dispatch(events.inputsChanged(push.params));
      case "page_changed":
        return void dispatch(events.pageChanged(push.params));
      case "job_changed":
        return void dispatch(events.jobChanged(push.params));
      case "navigation_changed":
        return void dispatch(events.navigationChanged(push.params.navigation));
      case "notify":
        if (session.isNewNotice(push.params.id))
          session.notify(push.params.text, push.params.level, `notice-${push.params.id}`);
        return;
      case "navigate":
        return session.navigate(push.params.page);
      case "reload":
        return session.reloadWhenQuiet();
      default:
        // A newer server may push what this page does not know.
        return;
    }
  };
}

/** Fills bound components, or says why they are empty. */
export function applyRefresh(
  session: Session,
  { widgets, fingerprint, status, value, href, error, missing }: RefreshWidget,
): void {
  const { byId } = session.store.getState().widgets;
  const ids = widgets.filter(
    (id) => !(status === "ready" && byId[id]?.status === "ready" && byId[id].fingerprint === fingerprint),
  );
  if (ids.length === 0) return;
  if (status === "ready" && href) return void fill(session, ids, fingerprint, href);
  if (status === "ready") session.values.set(ids, value ?? null);
  session.store.dispatch(
    events.refreshed({ ids, fingerprint, status, ...(error && { error }), ...(missing && { missing }) }),
  );
}

const FETCH_LIMIT_MS = 120_000;

async function fill(session: Session, ids: readonly string[], fingerprint: string, href: string): Promise<void> {
  const { dispatch } = session.store;
  dispatch(events.refreshed({ ids, fingerprint, status: "pending" }));
  const stillAwaits = () => ids.filter((id) => session.store.getState().widgets.byId[id]?.fingerprint === fingerprint);
  try {
    const value = await fetchValue(href, AbortSignal.timeout(FETCH_LIMIT_MS));
    const current = stillAwaits();
    session.values.set(current, value);
    if (current.length > 0) dispatch(events.refreshed({ ids: current, fingerprint, status: "ready" }));
  } catch (error) {
    const current = stillAwaits();
    if (current.length > 0)
      dispatch(events.refreshed({ ids: current, fingerprint, status: "failed", error: asProblem(error) }));
  }
}
