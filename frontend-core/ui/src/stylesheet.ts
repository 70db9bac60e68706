/** Loads the stylesheet of a heavy widget before the widget is used, once. */

const loading = new Map<string, Promise<void>>();

/** Resolves when the stylesheet is applied; also when it cannot be had, as a plain widget beats none. */
export function stylesheet(href: string): Promise<void> {
  // jsdom never loads stylesheets, so waiting there would never end.
  if (import.meta.env.MODE === "test" || typeof document === "undefined") return Promise.resolve();
  const known = loading.get(href);
  if (known) return known;
  const link = inPage(href) ?? document.createElement("link");
  const applied = new Promise<void>((resolve) => {
    if (link.sheet) resolve();
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
  });
  loading.set(href, applied);
  if (!link.isConnected) {
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  }
  return applied;
}

/** The link that the index page has put there already. */
function inPage(href: string): HTMLLinkElement | undefined {
  return [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].find((link) => link.href === href);
}
