/** Everything on the screen. */

import { useEffect } from "react";
import { BrowserRouter } from "react-router";
import { useRouting } from "../navigation/useRouting";
import { ShellContext, type ShellContextValue } from "../render/context";
import { StoreContext, StoreProvider, useAppSelector } from "../store/hooks";
import { ThemeProvider } from "../theme/ThemeProvider";
import { Activity } from "./Activity";
import { ConnectionBanner } from "./ConnectionBanner";
import { Layout } from "./Layout";
import { Toasts } from "./Toasts";

export function Shell({ shell }: { shell: ShellContextValue }) {
  return (
    <StoreProvider store={shell.session.store} context={StoreContext}>
      <ShellContext value={shell}>
        <ThemeProvider>
          <BrowserRouter basename={shell.session.boot.urls.base.replace(/\/$/, "") || "/"}>
            <Screen />
          </BrowserRouter>
        </ThemeProvider>
      </ShellContext>
    </StoreProvider>
  );
}

function Screen() {
  useRouting();
  return (
    <>
      <a className="env-skip" href="#env-main">
        Skip to content
      </a>
      <Title />
      <ConnectionBanner />
      <Layout />
      <Activity />
      <Toasts />
    </>
  );
}

/** Names the tab, and tells screen readers that another page has come. */
function Title() {
  const name = useAppSelector((state) => state.app?.name ?? "");
  const page = useAppSelector((state) => state.page.title);
  const title = page && page !== name ? `${page} – ${name}` : name;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className="env-sr" aria-live="polite">
      {title}
    </div>
  );
}
