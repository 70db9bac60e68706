/** The app's pages as sidebar, tabs or steps. */
import type { NavigationItem } from "../protocol/messages.gen";
import { useAppSelector } from "../store/hooks";
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
      <span className="env-nav-item" aria-disabled="true" title={reasonOf(item)}>
        <Icon icon={item.icon} />
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
      <Icon icon={item.icon} />
      {item.title}
    </PageLink>
  );
}

/** Authors give an emoji or another short sign. */
function Icon({ icon }: { icon: string | null }) {
  if (!icon || [...icon].length > 4) return null;
  return (
    <span className="env-nav-icon" aria-hidden="true">
      {icon}
    </span>
  );
}

function Lock() {
  return (
    <svg className="env-lock" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2m-8 0h9v6.5h-9z" />
    </svg>
  );
}

function reasonOf(item: NavigationItem): string {
  return item.requires.length > 0 ? `Opens when ${item.requires.join(" and ")} is submitted` : "Not open yet";
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
      <span className="env-step" aria-disabled="true" title={reasonOf(item)}>
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
  const position = items.findIndex((item) => item.page === current && !item.locked);
  const before = items[position - 1];
  const after = items[position + 1];
  if (position < 0) return null;
  return (
    <nav className="env-step-footer" aria-label="Previous and next step">
      {before && (
        <PageLink page={before.page} className="env-button">
          Back
        </PageLink>
      )}
      {after &&
        (after.locked ? (
          <span className="env-dimmed">{`${after.title}: ${reasonOf(after).toLowerCase()}`}</span>
        ) : (
          <PageLink page={after.page} className="env-button">
            Next: {after.title}
          </PageLink>
        ))}
    </nav>
  );
}
