/** Which view a person had open, so that a reload shows it again. Kept by this browser's tab alone. */

const PREFIX = "envision.layout.";

export function remembered(id: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(id));
  } catch {
    return null; // storage may be forbidden
  }
}

export function remember(id: string, value: string): void {
  try {
    sessionStorage.setItem(keyOf(id), value);
  } catch {
    // storage may be forbidden or full; the view is merely not remembered
  }
}

/** Ids are unique on a page only. */
function keyOf(id: string): string {
  return `${PREFIX}${location.pathname}#${id}`;
}
