/** Where header, navigation and page stand; follows the navigation's style. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { PageList, StepFooter, Steps, useItems } from "../navigation/Navigation";
import { PageLink } from "../navigation/PageLink";
import { PageView } from "../render/PageView";
import { useAppSelector } from "../store/hooks";
import { SchemeToggle } from "../theme/SchemeToggle";

export function Layout() {
  const style = useAppSelector((state) => state.app?.navigation_style) ?? "sidebar";
  const hasOnePage = useItems().length < 2;
  if (hasOnePage) return <Top />;
  switch (style) {
    case "sidebar":
      return <Sidebar />;
    case "tabs":
      return (
        <Top>
          <PageList className="env-tabs" />
        </Top>
      );
    case "steps":
      return (
        <Top footer={<StepFooter />}>
          <Steps />
        </Top>
      );
  }
}

function Top({ children, footer }: { children?: ReactNode; footer?: ReactNode }) {
  return (
    <div className="env-shell">
      <header className="env-header">
        <div className="env-header-row">
          <Name />
          <span className="env-space" />
          <User />
          <SchemeToggle />
        </div>
        {children}
      </header>
      <PageView />
      {footer}
    </div>
  );
}

function Sidebar() {
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  function close() {
    setOpen(false);
    toggle.current?.focus();
  }
  useEscape(isOpen, close);
  return (
    <div className="env-shell env-shell-sidebar">
      <header className="env-topbar">
        <button
          ref={toggle}
          type="button"
          className="env-icon-button"
          aria-label="Pages"
          aria-expanded={isOpen}
          aria-controls="env-sidebar"
          onClick={() => setOpen(!isOpen)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={isOpen ? "m3.500 3.500 9 9m0-9-9 9" : "M2 4h12M2 8h12M2 12h12"} />
          </svg>
        </button>
        <Name />
        <span className="env-space" />
        <SchemeToggle />
      </header>
      {/* A pointer's way out; the keyboard has Escape and the button. */}
      {isOpen && <div className="env-shade" onClick={close} aria-hidden="true" />}
      <aside id="env-sidebar" className="env-sidebar" aria-label="App" data-open={isOpen}>
        <div className="env-sidebar-content">
          <Name />
          <PageList className="env-sidenav" onFollow={() => setOpen(false)} />
          <div className="env-sidebar-foot">
            <User />
            <SchemeToggle />
          </div>
        </div>
      </aside>
      <PageView />
    </div>
  );
}

function useEscape(isActive: boolean, close: () => void) {
  useEffect(() => {
    if (!isActive) return;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}

function Name() {
  const name = useAppSelector((state) => state.app?.name);
  const first = useItems()[0];
  if (!first) return <span className="env-name">{name}</span>;
  return (
    <PageLink page={first.page} className="env-name">
      {name}
    </PageLink>
  );
}

function User() {
  const user = useAppSelector((state) => state.app?.user);
  return user ? <span className="env-user">{user.name}</span> : null;
}
