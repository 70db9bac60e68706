/** The page's tree, or why there is none. */
import { useEffect, useRef } from "react";
import { useAppSelector } from "../store/hooks";
import { ComponentHost } from "./ComponentHost";
import { ProblemPage } from "./ProblemPage";

export function PageView() {
  const tree = useAppSelector((state) => state.page.tree);
  const key = useAppSelector((state) => `${state.page.workspace}/${state.page.page}`);
  const failure = useAppSelector((state) => state.page.failure);
  const isLoading = useAppSelector((state) => state.page.requested !== null);
  const main = useFocusOnNewPage(failure ? `failed/${failure.page}` : key);
  return (
    <main id="env-main" ref={main} tabIndex={-1} aria-busy={isLoading || undefined}>
      <div className="env-page" key={key}>
        {failure ? <ProblemPage {...failure} /> : tree.map((node) => <ComponentHost key={node.id} node={node} />)}
      </div>
    </main>
  );
}

/** After going to another page, reading starts at its top; the first page is left alone. */
function useFocusOnNewPage(key: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(key);
  useEffect(() => {
    if (shown.current === key) return;
    shown.current = key;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [key]);
  return main;
}
