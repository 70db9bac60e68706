/** The sign before a page's title. */
import { ICONS } from "./icons";

const LONGEST = 2;

/** One of the built-in signs by its name, else an emoji or one or two letters as they are. Anything longer is no sign. */
export function PageIcon({ icon }: { icon: string | null }) {
  if (!icon) return null;
  const path = Object.hasOwn(ICONS, icon) ? ICONS[icon] : undefined;
  if (path === undefined && lengthOf(icon) > LONGEST) return null;
  return (
    <span className="env-nav-icon" aria-hidden="true">
      {path === undefined ? (
        icon
      ) : (
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={path} />
        </svg>
      )}
    </span>
  );
}

/** As a person counts: a flag or a family is one sign. */
function lengthOf(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].length;
}
