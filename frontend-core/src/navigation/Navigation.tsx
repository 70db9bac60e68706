/** The app's pages as sidebar, tabs or steps. */
import type { NavigationItem } from "../protocol/messages.gen";
import { useAppSelector } from "../store/hooks";
import { hasForms, whatOpens } from "./opening";
import { PageIcon } from "./PageIcon";
import { PageLink } from "./PageLink";

export function useItems(): NavigationItem[] {
  return useAppSelector((state) => state.app?.navigation) ?? [];
}

/** The page to mark: the one asked for, so that a click shows at once. */
export function useCurrent(): string {
  return useAppSelector((state) => state.page.requested || state.page.page);
}

export function PageList({ className, onFollow }: { className: string; onFollow?: () => void }) {
  const items = useItems();
  const current = useCurrent();
  return (
    <nav className={className} aria-label="Pages">
      <ul>
        {items.map((item) => (
          <li key={item.page}>
            <Entry item={item} isCurrent={item.page === current} onFollow={onFollow} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Entry({
  item,
  isCurrent,
  onFollow,
}: {
  item: NavigationItem;
  isCurrent: boolean;
  onFollow: (() => void) | undefined;
}) {
  if (item.locked) {
    return (
      <span className="env-nav-item" aria-disabled="true" title={whatOpens(item)}>
        <PageIcon icon={item.icon} />
        {item.title}
        <Lock />
      </span>
    );
  }
  return (
    <PageLink
      page={item.page}
      className="env-nav-item"
      aria-current={isCurrent ? "page" : undefined}
      onClick={onFollow}
    >
      <PageIcon icon={item.icon} />
      {item.title}
    </PageLink>
  );
}

function Lock() {
  return (
    <svg className="env-lock" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2m-8 0h9v6.5h-9z" />
    </svg>
  );
}

/** A workflow: what is done, where we are, what is still locked. */
export function Steps() {
  const items = useItems();
  const current = useCurrent();
  const position = items.findIndex((item) => item.page === current && !item.locked);
  return (
    <nav className="env-steps" aria-label="Steps">
      <ol>
        {items.map((item, index) => (
          <li
            key={item.page}
            data-state={item.locked ? "locked" : index < position ? "done" : index === position ? "current" : "open"}
          >
            <Step
              item={item}
              number={index + 1}
              isCurrent={index === position}
              isDone={index < position && !item.locked}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Step({
  item,
  number,
  isCurrent,
  isDone,
}: {
  item: NavigationItem;
  number: number;
  isCurrent: boolean;
  isDone: boolean;
}) {
  const content = (
    <>
      <span className="env-step-mark" aria-hidden="true">
        {item.locked ? <Lock /> : isDone ? <Check /> : number}
      </span>
      <span className="env-step-title">{item.title}</span>
    </>
  );
  if (item.locked) {
    return (
      <span className="env-step" aria-disabled="true" title={whatOpens(item)}>
        {content}
        <span className="env-sr">, not open yet</span>
      </span>
    );
  }
  return (
    <PageLink page={item.page} className="env-step" aria-current={isCurrent ? "step" : undefined}>
      {content}
      {isDone && <span className="env-sr">, done</span>}
    </PageLink>
  );
}

function Check() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="m3.5 8.5 3 3 6-7" />
    </svg>
  );
}

/** Ways to the step before and after, below the page. */
export function StepFooter() {
  const items = useItems();
  const current = useCurrent();
  const tree = useAppSelector((state) => state.page.tree);
  const position = items.findIndex((item) => item.page === current && !item.locked);
  const before = items[position - 1];
  const after = items[position + 1];
  if (position < 0) return null;
  return (
    <nav className="env-step-footer" aria-label="Previous and next step">
      {before && (
        <PageLink page={before.page} className="env-button">
          <Arrow isBack />
          Back
        </PageLink>
      )}
      {after?.locked && (
        <span className="env-step-next env-dimmed">
          <Lock />
          {hasForms(tree, after.requires) ? "Submit the form to open the next step" : whatOpens(after)}
        </span>
      )}
      {after && !after.locked && (
        <PageLink page={after.page} className="env-step-next env-button env-button-primary">
          Next: {after.title}
          <Arrow />
        </PageLink>
      )}
    </nav>
  );
}

function Arrow({ isBack = false }: { isBack?: boolean }) {
  return (
    <svg className="env-lock" viewBox="0 0 16 16" aria-hidden="true">
      <path d={isBack ? "M13 8H3m4-4L3 8l4 4" : "M3 8h10M9 4l4 4-4 4"} />
    </svg>
  );
}
