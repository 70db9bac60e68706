/** Tells when the line to the server is down, and when it is back. */
import { type ReactNode, useEffect } from "react";
import { useSession } from "../render/context";
import { restoredShown } from "../store/events";
import { useAppSelector } from "../store/hooks";

const RESTORED_SHOWN_MS = 2_500;

export function ConnectionBanner() {
  const status = useAppSelector((state) => state.connection.status);
  const hasNewVersion = useAppSelector((state) => state.connection.hasNewVersion);
  const session = useSession();
  const isRestored = status.kind === "open" && status.isRestored;
  useEffect(() => {
    if (!isRestored) return;
    const timer = setTimeout(() => session.store.dispatch(restoredShown()), RESTORED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [session, isRestored]);
  return (
    <div className="env-banner-place" role="status">
      {content()}
    </div>
  );

  function content(): ReactNode {
    switch (status.kind) {
      case "reconnecting":
        return <Banner kind="reconnecting">Reconnecting… what you enter is kept</Banner>;
      case "login":
        return (
          <Banner kind="problem">
            Your session has ended. What you entered is kept.
            <button type="button" className="env-button" onClick={() => login(session.boot.urls.login)}>
              Sign in again
            </button>
          </Banner>
        );
      case "refused":
        return (
          <Banner kind="problem">
            {status.problem} {status.hint}
            <button type="button" className="env-button" onClick={() => session.reload()}>
              Reload
            </button>
          </Banner>
        );
      default:
        if (isRestored) return <Banner kind="restored">Connection restored</Banner>;
        if (!hasNewVersion) return null;
        return (
          <Banner kind="news">
            A new version is ready.
            <button type="button" className="env-button" onClick={() => session.reload()}>
              Reload
            </button>
          </Banner>
        );
    }
  }

  function login(url: string | null | undefined) {
    if (url) location.assign(`${url}?next=${encodeURIComponent(location.pathname)}`);
    else session.reload();
  }
}

function Banner({ kind, children }: { kind: string; children: ReactNode }) {
  return (
    <div className="env-banner" data-kind={kind}>
      {children}
    </div>
  );
}
