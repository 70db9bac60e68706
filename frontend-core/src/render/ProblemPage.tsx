/** In place of a page that does not exist, is locked, or failed. */
import { whatOpens } from "../navigation/opening";
import { PageLink } from "../navigation/PageLink";
import type { Problem } from "../publicTypes";
import { useAppSelector } from "../store/hooks";
import { useSession } from "./context";

/** What a visitor meets; the title says enough, and hints are for authors. */
const TITLES: Readonly<Record<string, string>> = {
  page_not_found: "There is no such page",
  workspace_not_found: "There is no such workspace",
  not_allowed: "This page is not open to you",
  locked: "This step is not open yet",
};

export function ProblemPage({ page, problem, hint, slug = "", place }: Problem & { page: string }) {
  const session = useSession();
  const locked = useAppSelector((state) => state.app?.navigation.find((item) => item.locked && item.page === page));
  const isElsewhere = slug === "workspace_not_found"; // then the page itself may well be fine
  const open = useAppSelector((state) =>
    state.app?.navigation.find((item) => !item.locked && (isElsewhere || item.page !== page)),
  );
  return (
    <div className="env-problem">
      <h1>{TITLES[slug] ?? "This page could not be shown"}</h1>
      <p>{slug === "locked" && locked ? `${whatOpens(locked)}.` : problem}</p>
      {hint && !(slug in TITLES) && <p className="env-dimmed">Hint: {hint}</p>}
      {place && <code>{place}</code>}
      <div className="env-row">
        {open && (
          <PageLink page={open.page} className="env-button env-button-primary">
            Go to {open.title}
          </PageLink>
        )}
        <button type="button" className="env-button" onClick={() => void session.openPage(page)}>
          Try again
        </button>
      </div>
    </div>
  );
}
